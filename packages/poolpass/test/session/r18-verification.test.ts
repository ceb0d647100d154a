import { createSigningKeys } from '@poolpass/local'
import { Cognito, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { atHashOf, confusedToken, makeToken, unsignedToken } from './support/tokens.js'
import { tokensNext } from './support/wire.js'
import { failure, signingKeys, startWorld, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const foreignKeys = await createSigningKeys()

type Forge = (world: World) => Promise<{ AccessToken: string; IdToken?: string }>

const access =
  (...args: Parameters<typeof makeToken> extends [World, 'access' | 'id', ...infer Rest] ? Rest : never): Forge =>
  async world => ({ AccessToken: await makeToken(world, 'access', ...args) })

const id =
  (...args: Parameters<typeof makeToken> extends [World, 'access' | 'id', ...infer Rest] ? Rest : never): Forge =>
  async world => ({ AccessToken: await makeToken(world, 'access'), IdToken: await makeToken(world, 'id', ...args) })

const FORGERIES: [string, Forge][] = [
  ['a foreign key under the pool’s kid', access({ key: { ...foreignKeys.access, kid: signingKeys.access.kid } })],
  ['a foreign key', access({ key: foreignKeys.access })],
  ['a foreign key in the ID token', id({ key: foreignKeys.id })],
  ['alg none', async world => ({ AccessToken: unsignedToken(world, 'access') })],
  ['HS256 with the public key', async world => ({ AccessToken: await confusedToken(world, 'access') })],
  ['another issuer', access({ claims: { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Another' } })],
  ['no issuer', access({ claims: { iss: undefined } })],
  ['an ID token for an access token', access({ claims: { token_use: 'id' } })],
  ['an access token for an ID token', id({ claims: { token_use: 'access' } })],
  ['another client', access({ claims: { client_id: 'anotherclient' } })],
  ['another audience', id({ claims: { aud: 'anotherclient' } })],
  ['an ID token of somebody else', id({ claims: { sub: 'somebody-else' } })],
  ['an expired access token', access({ claims: { iat: 1_000, exp: 4_600 } })],
  ['an expired ID token', id({ claims: { iat: 1_000, exp: 4_600 } })],
  ['no expiry', access({ claims: { exp: undefined } })],
  ['an at_hash that does not fit', id({ claims: { at_hash: atHashOf('another token') } })],
]

describe('tokens that the pool issues', () => {
  test('R18 good ones are accepted, with an at_hash that fits', async () => {
    const world = await startWorld()
    const session = world.cognito()
    const AccessToken = await makeToken(world, 'access')
    const IdToken = await makeToken(world, 'id', { claims: { at_hash: atHashOf(AccessToken) } })
    tokensNext(world.local, { AccessToken, IdToken })
    await session.authenticate()
    expect(session).toMatchObject({ accessToken: AccessToken, idToken: IdToken })
  })

  test.each(FORGERIES)('R18 %s: a sign-in fails', async (_, forge) => {
    const world = await startWorld()
    const session = world.cognito()
    tokensNext(world.local, await forge(world))
    expect(await failure(session.authenticate())).toMatchObject({
      name: 'TokenError',
      code: 'ERR_POOLPASS_TOKEN_INVALID',
    })
    expect(session.accessToken).toBeUndefined()
  })

  test.each(FORGERIES)('R18 %s: given by a caller, it is never handed out', async (_, forge) => {
    const world = await startWorld()
    const { AccessToken: accessToken, IdToken: idToken } = await forge(world)
    const build = () => world.cognito({ accessToken, idToken, password: undefined })
    const reject = async () => await build().token(idToken === undefined ? ACCESS : TokenType.ID_TOKEN)
    expect(['ERR_POOLPASS_TOKEN_INVALID', 'ERR_POOLPASS_NOT_SIGNED_IN', 'ERR_POOLPASS_SESSION_EXPIRED']).toContain(
      (await failure(reject())).code,
    )
  })

  test('R18 a renewal that brings the tokens of another user fails, and changes nothing', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    const before = session.accessToken
    const AccessToken = await makeToken(world, 'access', { claims: { sub: 'somebody-else' } })
    tokensNext(world.local, { AccessToken }, 'GetTokensFromRefreshToken')
    expect(await failure(session.renewAccessToken())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    expect(session.accessToken).toBe(before)
  })

  test.each([
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalPool',
    'https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalPool',
  ])('R18 the issuer may be %s', async issuer => {
    const { cognito } = await startWorld({ issuer })
    const session = cognito()
    await session.authenticate()
    expect(session.accessClaims?.iss).toBe(issuer)
  })

  test('R18 the issuer may be what the caller says, and then nothing else', async () => {
    const issuer = 'https://auth.example.com/pool'
    const { cognito } = await startWorld({ issuer })
    expect(await failure(cognito().authenticate())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    const session = cognito({ issuer })
    await session.authenticate()
    expect(session.accessClaims?.iss).toBe(issuer)
    const { cognito: elsewhere } = await startWorld()
    expect(await failure(elsewhere({ issuer }).authenticate())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
  })
})

describe('tokens from elsewhere', () => {
  test('R18 good ones are used after their verification, without a sign-in', async () => {
    const world = await startWorld()
    const accessToken = await makeToken(world, 'access')
    const session = world.cognito({ accessToken, password: undefined })
    expect(await session.token(ACCESS)).toBe(accessToken)
    expect(world.local.counts.all()).toEqual({ jwks: 1 })
  })

  test('R18 are not used while the keys are unreachable', async () => {
    const world = await startWorld()
    const accessToken = await makeToken(world, 'access')
    world.local.failNext({ operation: 'jwks', status: 500, body: 'no keys' })
    const session = world.cognito({ accessToken, password: undefined })
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(await session.token(ACCESS)).toBe(accessToken)
  })

  test('R18 a session that was handed over and tampered with on its way is not used', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    const state = JSON.parse(JSON.stringify(session.exportState()))
    state.tokens.accessToken = await makeToken(world, 'access', { key: foreignKeys.access })
    const restored = Cognito.restore(state, { clock: world.clock })
    expect(await failure(restored.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
  })

  test('R18 an entry of a store with a foreign signature is passed over, with an event', async () => {
    const world = await startWorld()
    const entries = new Map<string, { value: never; version: string; ageSeconds: number }>()
    const store = {
      read: async (key: string) => entries.get(key),
      write: async (key: string, value: unknown) => {
        entries.set(key, { value: value as never, version: `${entries.size}-${Math.random()}`, ageSeconds: 0 })
        return entries.get(key)?.version
      },
      delete: async (key: string) => void entries.delete(key),
    }
    await world.cognito({ pool: world.pool({ store }) }).authenticate()
    const [entry] = [...entries.values()] as unknown as { value: { tokens: { accessToken: string } } }[]
    if (!entry) throw new Error('nothing was stored')
    const forged = await makeToken(world, 'access', { key: foreignKeys.access })
    entry.value = { ...entry.value, tokens: { ...entry.value.tokens, accessToken: forged } }
    const second = world.cognito({ pool: world.pool({ store }) })
    const heard = hear(second)
    const token = await second.token(ACCESS)
    expect(token).not.toBe(forged)
    expect(world.local.counts.of('InitiateAuth')).toBe(2)
    expect(names(heard)).toContain('storeFailed')
  })
})
