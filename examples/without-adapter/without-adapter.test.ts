import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect, promisify } from 'node:util'
import { gql } from '@apollo/client'
import { type LocalCognito, startLocalCognito } from '@poolpass/local'
import { SrpAuth, type ViewOptions } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApolloClient } from './apollo-client.js'
import { EXAMPLES, greetByApollo, greetByGrpc, nextEvent, nextMessage, type Started } from './clients.js'
import { createFetch } from './ofetch.js'
import { openEvents } from './server-sent-events.js'
import { startEventStream } from './servers/event-stream.js'
import { startGraphqlServer } from './servers/graphql-server.js'
import { startGrpcServer } from './servers/grpc-server.js'
import { createGuard, type Guard } from './servers/guard.js'
import type { Running } from './servers/listen.js'
import { startRestApi } from './servers/rest-api.js'
import { startWebsocketServer } from './servers/websocket-server.js'
import { connect } from './websocket.js'

const USER = { username: 'alice', password: 'Correct-Horse-9' }
const clock = new FakeClock()
const nowMs = () => clock.wallMs()

let local: LocalCognito
let guard: Guard
let auth: SrpAuth

beforeAll(async () => {
  local = await startLocalCognito({ users: [USER], clock: { nowMs } })
})
afterAll(() => local.close())

beforeEach(async () => {
  guard = createGuard({ issuer: local.issuer, clientId: local.clientId, nowMs })
  auth = signedOut()
  await auth.token()
  local.counts.reset()
})

function signedOut(options: ViewOptions = {}): SrpAuth {
  const { endpoint, userPoolId, clientId } = local
  return new SrpAuth({ endpoint, userPoolId, clientId, ...USER, clock, ...options })
}

const renewals = () => local.counts.of('GetTokensFromRefreshToken')

/** Closes whatever a test started, also when the test fails. */
const running: { close(): Promise<void> | void }[] = []
afterEach(() => Promise.all(running.splice(0).map(one => one.close())))

async function started<One extends { close(): Promise<void> | void }>(one: Promise<One> | One): Promise<One> {
  const it = await one
  running.push(it)
  return it
}

describe.each(EXAMPLES)('$client', ({ start }) => {
  let server: Started
  beforeEach(async () => {
    server = await started(start(guard))
  })

  test('brings the token, without a word to the pool', async () => {
    expect(await server.greet(auth, 'Hello')).toBe('Hello, alice')
    expect(guard.seen).toEqual([await auth.token()])
    expect(local.counts.all()).toEqual({ jwks: 1 })
  })

  test('brings the renewed token when the first is too old', async () => {
    const first = await auth.token()
    await server.greet(auth, 'Hello')
    clock.advance({ seconds: 3_600 })
    expect(await server.greet(auth, 'Hello')).toBe('Hello, alice')
    const second = await auth.token()
    expect(second).not.toBe(first)
    expect(guard.seen).toEqual([first, second])
    expect(renewals()).toBe(1)
  })

  test('a refused token is renewed, and the same is sent once more', async () => {
    const first = await auth.token()
    guard.refuse(first)
    expect(await server.greet(auth, 'Hello')).toBe('Hello, alice')
    const second = await auth.token()
    expect(second).not.toBe(first)
    expect(guard.seen).toEqual([first, second])
    expect(renewals()).toBe(1)
  })

  test('a second refusal is for the caller to see', async () => {
    const first = await auth.token()
    guard.refuse('all')
    await expect(server.greet(auth, 'Hello')).rejects.toThrow(/401|UNAUTHENTICATED|UNAUTHORIZED|no valid token/)
    expect(guard.seen).toEqual([first, await auth.token()])
    expect(renewals()).toBe(1)
  })
})

describe('ws', () => {
  const originOf = (server: Running) => server.url.replace(/^ws/, 'http')

  test('a connection outlives its token; the next one brings another', async () => {
    const server = await started(startWebsocketServer(guard))
    const first = await auth.token()
    const socket = await started(connect(auth, server.url))
    expect(await nextMessage(socket)).toBe('welcome')
    clock.advance({ seconds: 3_600 })
    socket.send('Still here')
    expect(await nextMessage(socket)).toBe('Still here, alice')
    await started(connect(auth, server.url))
    expect(guard.seen).toEqual([first, await auth.token()])
    expect(renewals()).toBe(1)
  })

  test('keeps to `origins`', async () => {
    const server = await started(startWebsocketServer(guard))
    const elsewhere = signedOut({ origins: ['https://api.example.com'] })
    await expect(connect(elsewhere, server.url)).rejects.toMatchObject({ code: 'ERR_POOLPASS_ORIGIN' })
    expect(guard.seen).toEqual([])
    await started(connect(signedOut({ origins: [originOf(server)] }), server.url))
    expect(guard.seen).toHaveLength(1)
  })

  test('any other refusal is the caller’s at once', async () => {
    const noWebsocket = await started(startEventStream(guard))
    await expect(connect(auth, noWebsocket.url.replace(/^http/, 'ws'))).rejects.toThrow('refused the WebSocket: 200')
    expect(guard.seen).toHaveLength(1)
    expect(renewals()).toBe(0)
  })
})

test('eventsource brings the token of the time when it connects again', async () => {
  const server = await started(startEventStream(guard))
  const first = await auth.token()
  const events = await started(openEvents(auth, `${server.url}/?text=Hello`))
  expect(await nextEvent(events)).toBe('Hello, alice')
  clock.advance({ seconds: 3_600 })
  server.endAll()
  expect(await nextEvent(events)).toBe('Hello, alice')
  expect(guard.seen).toEqual([first, await auth.token()])
  expect(renewals()).toBe(1)
})

test('gRPC keeps to `origins`, port and all', async () => {
  const server = await started(startGrpcServer(guard))
  const elsewhere = signedOut({ origins: ['https://localhost'] })
  await expect(greetByGrpc(elsewhere, server, 'Hello')).rejects.toThrow('no token may go to https://localhost:')
  expect(guard.seen).toEqual([])
  expect(await greetByGrpc(signedOut({ origins: [server.url] }), server, 'Hello')).toBe('Hello, alice')
})

test('a gRPC call that ends with another status is not made again', async () => {
  const server = await started(startGrpcServer(guard))
  await expect(greetByGrpc(auth, server, '')).rejects.toThrow('INVALID_ARGUMENT')
  expect(guard.seen).toHaveLength(1)
  expect(renewals()).toBe(0)
})

test('Apollo Client understands a refusal by status just as well', async () => {
  const server = await started(startGraphqlServer(guard, 'status'))
  const first = await auth.token()
  guard.refuse(first)
  expect(await greetByApollo(auth, server, 'Hello')).toBe('Hello, alice')
  expect(guard.seen).toEqual([first, await auth.token()])
})

test('Apollo Client sees any other answer as it came', async () => {
  const { url } = await started(startGraphqlServer(guard, 'error'))
  const wrong = createApolloClient(auth, url).query({ query: gql('{ nothing }') })
  await expect(wrong).rejects.toMatchObject({ name: 'ServerError', statusCode: 400 })
  expect(renewals()).toBe(0)
})

test('an error of ofetch holds no token', async () => {
  const server = await started(startRestApi(guard))
  guard.refuse('all')
  const error = await createFetch(auth, server.url)('/greetings', { method: 'POST', body: {} }).catch(one => one)
  expect(error.status).toBe(401)
  const text = inspect([error, error.options, error.request, error.response], { depth: 9, showHidden: true })
  expect(text).toContain('greetings')
  for (const token of guard.seen) expect(text).not.toContain(token)
})

test('main.ts runs them all over one sign-in, and prints no token', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), main])
  const lines = EXAMPLES.map(({ client }) => `${client.padEnd(16)} Hello, alice`)
  expect(stdout.trimEnd().split('\n')).toEqual([...lines, '1 sign-in for all of them'])
})
