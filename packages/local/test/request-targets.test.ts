import { connect } from 'node:net'
import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INCORRECT, send } from './support/wire.js'

let local: LocalCognito

beforeAll(async () => {
  local = await startLocalCognito({ signingKeys: await createSigningKeys(), allowedHosts: ['pool.test'] })
})
afterAll(() => local.close())

/** Sends these very bytes. @returns All that comes back until the connection ends. */
function exchange(bytes: string): Promise<string> {
  return new Promise(resolve => {
    let text = ''
    const socket = connect(Number(new URL(local.endpoint).port), '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.on('data', chunk => {
      text += chunk
    })
    // A reset is an end, too.
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
}

const get = (target: string, ...headers: string[]) =>
  exchange([`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'))

const KEYS = '/us-east-1_LocalPool/.well-known/jwks.json'
const { raw } = String

describe('the name of the host', () => {
  it.each(['127.0.0.1', 'localhost:9230', 'pool.test', '[::1]'])('may be %s', async host => {
    expect(await get(KEYS, `Host: ${host}`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it.each([
    [`//127.0.0.1${KEYS}`],
    [`//localhost${KEYS}`],
    [`//pool.test${KEYS}`],
    [`///127.0.0.1${KEYS}`],
    [`http://127.0.0.1${KEYS}`],
    [`HTTP://127.0.0.1${KEYS}`],
    [raw`/\127.0.0.1${KEYS}`],
    [raw`\\127.0.0.1${KEYS}`],
    [`/@127.0.0.1${KEYS}`],
    [`@127.0.0.1${KEYS}`],
    [`/x/..//127.0.0.1${KEYS}`],
    [`:80@127.0.0.1${KEYS}`],
    [`.127.0.0.1${KEYS}`],
    ['*'],
    [KEYS],
  ])('is the one in the Host header: the target %s does not change it', async target => {
    const answer = await get(target, 'Host: evil.example')
    expect(answer).not.toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).not.toContain('"keys"')
  })

  it.each([
    ['no Host header', []],
    ['an empty one', ['Host: ']],
    ['two', ['Host: evil.example', 'Host: 127.0.0.1']],
    ['one with user information', ['Host: 127.0.0.1@evil.example']],
    ['the same the other way round', ['Host: evil.example@127.0.0.1']],
    ['one with a path', ['Host: evil.example/127.0.0.1']],
    ['one that goes on after a question mark', ['Host: evil.example?127.0.0.1']],
    ['a longer name', ['Host: 127.0.0.1.evil.example']],
  ])('is not made up from %s', async (_, headers) => {
    expect(await get(KEYS, ...headers)).not.toContain('"keys"')
  })

  it('of another page costs that connection only', async () => {
    await get(`//127.0.0.1${KEYS}`, 'Host: evil.example')
    const { error } = await send(local, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: local.clientId,
      AuthParameters: { USERNAME: 'nobody', PASSWORD: 'x' },
    })
    expect(error).not.toBe(INCORRECT)
    expect(await get(KEYS, 'Host: 127.0.0.1')).toContain('"keys"')
  })
})
