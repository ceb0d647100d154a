import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { admin, PASSWORD, send, signIn, startSrp } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
})
afterEach(() => local.close())

const initiate = async () => (await startSrp(local)).initiated
const jwks = () => fetch(`${local.issuer}/.well-known/jwks.json`)

it('refuses the next request, and only that', async () => {
  local.failNext({ error: 'TooManyRequestsException', message: 'Rate exceeded', retryAfterSeconds: 3 })
  const { status, error, headers } = await initiate()
  expect([status, error, headers.get('retry-after')]).toEqual([400, 'TooManyRequestsException: Rate exceeded', '3'])
  expect(headers.get('x-amzn-errortype')).toBe('TooManyRequestsException:')
  expect((await initiate()).error).toBe('')
  expect(local.counts.of('InitiateAuth')).toBe(2)
  expect(local.requests[0]).toMatchObject({ status: 400, error: 'TooManyRequestsException' })
})

it('waits for its operation, in order, as often as asked', async () => {
  local.failNext({ operation: 'RespondToAuthChallenge', error: 'FirstException', times: 2 })
  local.failNext({ operation: 'RespondToAuthChallenge', error: 'SecondException' })
  const errors: string[] = []
  for (let i = 0; i < 4; i++) errors.push((await signIn(local)).error)
  expect(errors.map(error => error.split(':')[0])).toEqual(['FirstException', 'FirstException', 'SecondException', ''])
})

it('hits documents', async () => {
  local.failNext({ operation: 'jwks', status: 503 })
  expect((await initiate()).status).toBe(200)
  expect((await jwks()).status).toBe(503)
  expect((await jwks()).status).toBe(200)
})

it('sends raw bodies', async () => {
  local.failNext({ status: 502, body: '<html>Bad gateway</html>' })
  const response = await jwks()
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    502,
    'text/html',
    '<html>Bad gateway</html>',
  ])
  local.failNext({ body: '{}', contentType: 'application/json' })
  expect(await (await jwks()).json()).toEqual({})
})

it('makes an InternalErrorException of a bare 500', async () => {
  local.failNext({ status: 500 })
  const { status, error } = await initiate()
  expect([status, error]).toEqual([500, 'InternalErrorException: Injected fault'])
})

it('holds a request until a test lets it go, and then handles it', async () => {
  let release = () => {}
  const until = new Promise<void>(resolve => {
    release = resolve
  })
  local.failNext({ operation: 'InitiateAuth', until })
  let isAnswered = false
  const answer = initiate().then(result => {
    isAnswered = true
    return result
  })
  expect((await jwks()).status).toBe(200)
  expect(isAnswered).toBe(false)
  release()
  expect((await answer).error).toBe('')
})

it('delays a request', async () => {
  local.failNext({ delayMs: 60 })
  const before = performance.now()
  expect((await initiate()).error).toBe('')
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
})

it.each([true, 'before'] as const)('loses a request (%s)', async dropConnection => {
  local.failNext({ operation: 'AdminDisableUser', dropConnection })
  await expect(admin(local, 'AdminDisableUser', { Username: 'alice' })).rejects.toThrow('fetch failed')
  expect(local.user('alice').enabled).toBe(true)
  expect(local.counts.of('AdminDisableUser')).toBe(1)
})

it('loses an answer', async () => {
  local.failNext({ operation: 'AdminDisableUser', dropConnection: 'after' })
  await expect(admin(local, 'AdminDisableUser', { Username: 'alice' })).rejects.toThrow('fetch failed')
  expect(local.user('alice').enabled).toBe(false)
})

it('loses an answer that refuses', async () => {
  local.failNext({ operation: 'GetUser', dropConnection: 'after' })
  await expect(send(local, 'GetUser', { AccessToken: 'x' })).rejects.toThrow('fetch failed')
  expect(local.requests.at(-1)).toMatchObject({ error: 'NotAuthorizedException', status: undefined })
})

it('loses requests in memory too', async () => {
  local.failNext({ dropConnection: true })
  await expect(local.fetch(`${local.issuer}/.well-known/jwks.json`)).rejects.toThrow('fetch failed')
})
