import { request } from 'node:http'
import { createLocalCognito, createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, PASSWORD, readAnswer, SIGV4, send, signIn } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    allowedHosts: ['pool.test'],
    users: [{ username: 'alice', password: PASSWORD }],
  })
})
afterEach(() => local.close())

const post = async (body: string, headers: Record<string, string> = {}) =>
  readAnswer(
    await fetch(local.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth', ...headers },
      body,
    }),
  )

/** fetch does not let a caller choose the Host header. */
const statusFor = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const path = `/${local.userPoolId}/.well-known/openid-configuration`
    const outgoing = request(new URL(path, local.endpoint), { headers: { host } }, incoming => {
      incoming.resume()
      resolve(incoming.statusCode)
    })
    outgoing.on('error', reject).end()
  })

describe('an answer', () => {
  it('carries a request id, the pool’s time and CORS headers', async () => {
    local.clock.setOffsetMs(3600_000)
    for (const { headers } of [await signIn(local), await signIn(local, { password: 'wrong' })]) {
      expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
      expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-expose-headers')).toBe(
        'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      )
      expect(Math.abs(Date.parse(headers.get('date') ?? '') - local.clock.nowMs())).toBeLessThan(3000)
    }
  })

  it('repeats a refusal in its headers', async () => {
    const { status, headers, body } = await signIn(local, { password: 'wrong' })
    expect(status).toBe(400)
    expect(body).toEqual({ __type: 'NotAuthorizedException', message: 'Incorrect username or password.' })
    expect(headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:')
    expect(headers.get('x-amzn-errormessage')).toBe('Incorrect username or password.')
  })

  it('quotes what was sent without breaking its headers', async () => {
    const { error, headers } = await send(local, 'InitiateAuth', { AuthFlow: 'ä\r\nx: y', ClientId: 'x' })
    expect(error).toContain("Value 'ä\r\nx: y' at 'authFlow'")
    expect(headers.get('x')).toBeNull()
    expect((await send(local, 'InitiateAuth', { AuthFlow: 'x'.repeat(100_000), ClientId: 'x' })).status).toBe(400)
  })
})

describe('a request', () => {
  it('may have a charset, unknown members and null', async () => {
    const body = JSON.stringify({ AuthFlow: 'USER_SRP_AUTH', ClientId: null, Unknown: 1, UserContextData: null })
    const { error } = await post(body, { 'content-type': 'application/x-amz-json-1.1; charset=UTF-8' })
    expect(error).toMatch(/: 1 validation error detected: Value at 'clientId' .* must not be null$/)
  })

  it('lists every broken constraint', async () => {
    const { error } = await send(local, 'InitiateAuth', { AuthFlow: 'X', Session: 'short' })
    expect(error).toMatch(
      /^InvalidParameterException: 3 validation errors detected: Value 'X' at 'authFlow' .*; Value at/,
    )
  })

  it.each([
    ['no JSON', '{', /^SerializationException/],
    ['an empty body', '', /^SerializationException/],
    ['no object', '[]', /^SerializationException/],
    ['null', 'null', /^SerializationException/],
    ['a number for a string', '{"AuthFlow":1}', /^SerializationException/],
    ['a string for a map', '{"AuthParameters":"x"}', /^SerializationException/],
    ['a number in a map of strings', '{"AuthParameters":{"USERNAME":1}}', /^SerializationException/],
    ['nothing but a prototype', '{"__proto__":{"AuthFlow":"USER_SRP_AUTH","ClientId":"x"}}', /^InvalidParameterEx/],
  ])('is refused with %s', async (_, body, expected) => {
    const { status, error } = await post(body)
    expect(error).toMatch(expected)
    expect(status).toBe(400)
  })

  it.each([
    ['', /^UnknownOperationException/],
    ['AWSCognitoIdentityProviderService.', /^UnknownOperationException/],
    ['AnotherService.InitiateAuth', /^UnknownOperationException/],
    ['AWSCognitoIdentityProviderService.constructor', /^UnknownOperationException: constructor is not implemented/],
    ['AWSCognitoIdentityProviderService.GetCSVHeader', /^UnknownOperationException: GetCSVHeader is not implemented/],
  ])('is refused with the target %j', async (target, expected) => {
    const { status, error } = await post('{}', { 'x-amz-target': target })
    expect(error).toMatch(expected)
    expect(status).toBe(400)
  })

  it('is refused when it is too large', async () => {
    const response = await fetch(local.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
      body: ' '.repeat(1024 * 1024 + 1),
    }).catch(() => undefined)
    expect(response?.status ?? 413).toBe(413)
    expect(local.counts.of('InitiateAuth')).toBe(0)
  })

  it('with the wrong path or method is not found', async () => {
    expect((await fetch(`${local.endpoint}/x`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(local.endpoint, { method: 'PUT' })).status).toBe(404)
    expect((await fetch(`${local.endpoint}/us-east-1_nowhere00/.well-known/jwks.json`)).status).toBe(404)
  })
})

describe('a browser', () => {
  it('gets its preflight answered', async () => {
    const response = await fetch(local.endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
        'access-control-request-private-network': 'true',
      },
    })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-amz-target,x-amz-user-agent',
      'access-control-max-age': '172800',
      'access-control-allow-private-network': 'true',
    })
  })

  it.each(['localhost', 'LOCALHOST:1', 'app.localhost', '127.0.0.1', '127.9.9.9:80', '[::1]:9230', 'pool.test:80'])(
    'may come under the name %s',
    async host => expect(await statusFor(host)).toBe(200),
  )

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'pool.test.evil',
    'xlocalhost',
  ])('may not come under the name %s', async host => expect(await statusFor(host)).toBe(403))
})

describe('discovery', () => {
  it('describes the pool under the address that was used', async () => {
    const response = await fetch(`${local.issuer}/.well-known/openid-configuration`)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({
      issuer: local.issuer,
      jwks_uri: `${local.issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
    })
    expect(local.issuer).toBe(`${local.endpoint}/${local.userPoolId}`)
  })

  it('publishes two public keys and nothing private', async () => {
    const { keys } = (await (await fetch(`${local.issuer}/.well-known/jwks.json`)).json()) as { keys: object[] }
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' })
    }
  })
})

describe('watching', () => {
  it('counts and records every request', async () => {
    await signIn(local, { password: 'wrong' })
    await fetch(`${local.issuer}/.well-known/jwks.json`)
    await fetch(`${local.issuer}/.well-known/openid-configuration`)
    expect(local.counts.all()).toEqual({
      InitiateAuth: 1,
      RespondToAuthChallenge: 1,
      jwks: 1,
      'openid-configuration': 1,
    })
    expect(local.requests.map(({ operation, status, error }) => [operation, status, error])).toEqual([
      ['InitiateAuth', 200, undefined],
      ['RespondToAuthChallenge', 400, 'NotAuthorizedException'],
      ['jwks', 200, undefined],
      ['openid-configuration', 200, undefined],
    ])
    expect(local.requests[0]?.input).toMatchObject({ AuthFlow: 'USER_SRP_AUTH' })
    local.counts.reset()
    expect(local.counts.of('InitiateAuth')).toBe(0)
  })

  it('keeps the last thousand requests', async () => {
    for (let i = 0; i < 1003; i++) await local.fetch(`${local.issuer}/.well-known/openid-configuration`)
    expect(local.requests).toHaveLength(1000)
    expect(local.counts.of('openid-configuration')).toBe(1003)
  })
})

describe('without a port', () => {
  it('is the same server', async () => {
    const memory = await createLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
    const call = async (operation: string) =>
      readAnswer(
        await memory.fetch(memory.endpoint, {
          method: 'POST',
          headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...SIGV4 },
          body: JSON.stringify({ UserPoolId: memory.userPoolId, Username: 'alice' }),
        }),
      )
    expect((await call('AdminGetUser')).body.Username).toBe('alice')
    expect(memory.counts.all()).toEqual({ AdminGetUser: 1 })
    await memory.close()
  })

  it('lets its caller give up', async () => {
    local.failNext({ until: new Promise(() => {}) })
    const abort = new AbortController()
    const waiting = local.fetch(`${local.issuer}/.well-known/jwks.json`, { signal: abort.signal })
    abort.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})

it('closes at once, kept-alive connections too', async () => {
  await admin(local, 'DescribeUserPool')
  const before = performance.now()
  await local.close()
  expect(performance.now() - before).toBeLessThan(1000)
  await expect(fetch(local.endpoint)).rejects.toThrow()
})
