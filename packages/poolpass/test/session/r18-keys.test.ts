import { createSigningKeys } from '@poolpass/local'
import { TokenType } from 'poolpass'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { hear, names } from './support/events.js'
import { keySetOf, makeToken } from './support/tokens.js'
import { tokensNext } from './support/wire.js'
import { failure, failures, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const foreignKeys = await createSigningKeys()
const NO_KEYS = { operation: 'jwks', status: 500, body: 'no keys' }

describe('the pool’s keys', () => {
  test('R18 are fetched once, beside the sign-in, for all users of a pool', async () => {
    const { local, pool, cognito } = await startWorld()
    const shared = pool()
    await Promise.all([cognito({ pool: shared }).authenticate(), cognito({ pool: shared }).authenticate()])
    await cognito({ pool: shared }).authenticate()
    expect(local.counts.of('jwks')).toBe(1)
    const operations = local.requests.map(({ operation }) => operation)
    expect(operations.indexOf('jwks')).toBeLessThan(operations.indexOf('RespondToAuthChallenge'))
  })

  test('R18 are imported once, however many tokens they check', async () => {
    const importKey = vi.spyOn(SubtleCrypto.prototype, 'importKey')
    onTestFinished(() => importKey.mockRestore())
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    const heard = hear(session)
    importKey.mockClear()
    await session.authenticate()
    await session.verifyTokens()
    clock.advance({ seconds: 3_700 })
    await session.token(ACCESS)
    expect(names(heard)).toEqual(['signedIn', 'renewed'])
    const imported = importKey.mock.calls.filter(([, , , , usages]) => [...usages].includes('verify'))
    expect(imported).toHaveLength((await keySetOf(local)).keys.length)
  })

  test('R18 are imported while the call that brings tokens is on its way', async () => {
    const importKey = vi.spyOn(SubtleCrypto.prototype, 'importKey')
    onTestFinished(() => importKey.mockRestore())
    const { config, cognito } = await startWorld()
    const isImported = () => importKey.mock.calls.some(([, , , , usages]) => [...usages].includes('verify'))
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await (config.fetch ?? globalThis.fetch)(input, init)
      const isLast = new Headers(init?.headers).get('x-amz-target')?.endsWith('.RespondToAuthChallenge')
      if (isLast) await until(isImported)
      return answer
    }
    const session = cognito({ fetch })
    importKey.mockClear()
    await session.authenticate()
    expect(session.accessToken).toBeDefined()
  })

  test('R18 that are unreachable: the tokens are used, with an event, and verified when the keys arrive', async () => {
    const { local, clock, cognito } = await startWorld()
    local.failNext({ ...NO_KEYS, times: 5 })
    const session = cognito()
    const heard = hear(session)
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(names(heard)).toEqual(['verificationDeferred', 'signedIn'])
    expect(heard[0]?.payload).toMatchObject({ username: 'alice', error: { code: 'ERR_POOLPASS_UNAVAILABLE' } })
    expect(local.counts.of('jwks')).toBeGreaterThan(0)
    clock.advance({ seconds: 1 })
    while (local.counts.of('jwks') < 5) await failure(session.verifyTokens())
    await session.verifyTokens()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R18 that arrive and do not fit the deferred tokens end the session', async () => {
    const world = await startWorld()
    const session = world.cognito()
    const heard = hear(session)
    const AccessToken = await makeToken(world, 'access', { key: foreignKeys.access })
    tokensNext(world.local, { AccessToken, RefreshToken: 'forged' })
    world.local.failNext({ ...NO_KEYS, times: 2 })
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(AccessToken)
    while (world.local.counts.of('jwks') < 2) await failure(session.verifyTokens())
    await failure(session.verifyTokens())
    await until(() => session.accessToken === undefined)
    expect(names(heard)).toEqual(['verificationDeferred', 'signedIn', 'renewalFailed'])
    expect(heard.at(-1)?.payload).toMatchObject({ error: { code: 'ERR_POOLPASS_TOKEN_INVALID' } })
    expect(await session.token(ACCESS)).not.toBe(AccessToken)
  })

  test('R18 that are unreachable do not excuse a wrong claim', async () => {
    const world = await startWorld()
    world.local.failNext({ ...NO_KEYS, times: 5 })
    const AccessToken = await makeToken(world, 'access', { claims: { client_id: 'anotherclient' } })
    tokensNext(world.local, { AccessToken })
    expect(await failure(world.cognito().authenticate())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
  })

  test('R18 that are unreachable: strict fails', async () => {
    const { local, cognito } = await startWorld()
    local.failNext({ ...NO_KEYS, times: 5 })
    const session = cognito({ verifyTokens: 'strict' })
    expect(await failure(session.authenticate())).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(session.accessToken).toBeUndefined()
  })

  test.each(['<html>', '{"keys":"none"}', 'null'])('R18 that are no key set count as unreachable: %s', async body => {
    const { local, cognito } = await startWorld()
    local.failNext({ operation: 'jwks', times: 5, body })
    const session = cognito({ verifyTokens: 'strict' })
    expect(await failure(session.authenticate())).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
  })

  test('R18 of an unknown kid are asked for once more, not again and again', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    const unknown = await makeToken(world, 'access', { key: foreignKeys.access })
    const verify = () => session.verifyToken(unknown, { tokenUse: 'access' })
    await failures(20, verify)
    expect(world.local.counts.of('jwks')).toBe(1)
    world.clock.advance({ seconds: 61 })
    await Promise.all(Array.from({ length: 50 }, () => failure(verify())))
    await failures(50, verify)
    expect(world.local.counts.of('jwks')).toBe(2)
  })

  test('R18 that the pool has changed since are found', async () => {
    const world = await startWorld()
    const stale = { keys: [{ ...foreignKeys.access.jwk, kid: foreignKeys.access.kid }] }
    world.local.failNext({ operation: 'jwks', body: JSON.stringify(stale) })
    const session = world.cognito()
    await failure(session.verifyToken(await makeToken(world, 'access'), { tokenUse: 'access' }))
    world.clock.advance({ seconds: 61 })
    const claims = await session.verifyToken(await makeToken(world, 'access'), { tokenUse: 'access' })
    expect(claims.username).toBe('alice')
  })

  test.each(['an object', 'JSON'])('R18 given as `jwks`, %s, are not fetched', async form => {
    const { local, cognito } = await startWorld()
    const keySet = await keySetOf(local)
    const session = cognito({ jwks: form === 'JSON' ? JSON.stringify(keySet) : keySet })
    await session.authenticate()
    await session.verifyTokens()
    expect(local.counts.of('jwks')).toBe(0)
  })

  test('R18 given as `jwks` are copied: what becomes of them later is nothing to the pool', async () => {
    const { local, cognito } = await startWorld()
    const given = await keySetOf(local)
    const session = cognito({ jwks: given })
    for (const key of given.keys) Object.assign(key, { kid: 'another' })
    await session.authenticate()
    await session.verifyTokens()
    expect(local.counts.of('jwks')).toBe(0)
  })

  test('R18 given as `jwks` and wrong fail, without a fetch', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito({ jwks: { keys: [{ ...foreignKeys.access.jwk, kid: foreignKeys.access.kid }] } })
    expect(await failure(session.authenticate())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    expect(local.counts.of('jwks')).toBe(0)
  })

  test('R18 come from COGNITO_JWKS where that is set', async () => {
    const { local, cognito } = await startWorld()
    process.env.COGNITO_JWKS = JSON.stringify(await keySetOf(local))
    onTestFinished(() => {
      delete process.env.COGNITO_JWKS
    })
    const session = cognito()
    await session.authenticate()
    expect(local.counts.of('jwks')).toBe(0)
    process.env.COGNITO_JWKS = '{"keys":'
    expect(() => cognito()).toThrow('COGNITO_JWKS')
  })
})
