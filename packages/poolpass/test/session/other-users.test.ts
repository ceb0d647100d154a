import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { inputsOf } from './support/wire.js'
import { ALICE, BOB, failure, gate, startWorld, turn, until, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const TYPO = 'Correct-Hrose-9'

async function startTwoUsers() {
  const world = await startWorld({ users: [ALICE, BOB] })
  const { clock, config, cognito, pool } = world
  const store = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
  const shared = pool({ store })
  const key = (name: string) => `poolpass:${config.userPoolId}:${config.clientId}:${name}`
  const owner = async (name: string) => (await store.read(key(name)))?.value.username
  const [alice, bob] = [cognito({ pool: shared }), cognito({ pool: shared, ...BOB })]
  await alice.authenticate()
  await bob.authenticate()
  for (const name of ['alice', 'bob']) {
    while ((await owner(name)) === undefined) await turn()
  }
  return { ...world, alice, bob, owner }
}

const signInNames = ({ local }: Pick<World, 'local'>) =>
  inputsOf(local, 'InitiateAuth').map(input => (input.AuthParameters as unknown as { USERNAME: string }).USERNAME)

describe('authenticate() as another user that fails', () => {
  test('R19 leaves the session, and the other user’s entry in the store, as they were', async () => {
    const { alice, owner } = await startTwoUsers()
    const before = alice.accessToken
    expect(await failure(alice.authenticate({ username: 'bob', password: TYPO }))).toMatchObject({
      code: 'ERR_POOLPASS_WRONG_CREDENTIALS',
    })
    expect(alice).toMatchObject({ username: 'alice', accessToken: before })
    await alice.renewAccessToken()
    for (let i = 0; i < 20; i++) await turn()
    expect([await owner('alice'), await owner('bob')]).toEqual(['alice', 'bob'])
    await alice.logout()
    expect([await owner('alice'), await owner('bob')]).toEqual([undefined, 'bob'])
  })

  test('R5 a sign-in by itself is one of the session’s own user', async () => {
    const { alice, local } = await startTwoUsers()
    await failure(alice.authenticate({ username: 'bob', password: TYPO }))
    local.user('alice').revokeRefreshTokens()
    await alice.renewAccessToken()
    expect(signInNames({ local })).toEqual(['alice', 'bob', 'bob', 'alice'])
    expect(alice.username).toBe('alice')
  })
})

describe('authenticate() as another user that succeeds', () => {
  test('R19 makes the session that user’s, in the store too', async () => {
    const { alice, owner } = await startTwoUsers()
    await alice.authenticate(BOB)
    expect(alice.username).toBe('bob')
    await alice.renewAccessToken()
    for (let i = 0; i < 20; i++) await turn()
    expect([await owner('alice'), await owner('bob')]).toEqual(['alice', 'bob'])
    await alice.logout()
    expect([await owner('alice'), await owner('bob')]).toEqual(['alice', undefined])
  })

  test('R5 the constructor’s password is not tried for that user, and no other user comes back', async () => {
    const { alice, local } = await startTwoUsers()
    await alice.authenticate(BOB)
    local.user('bob').revokeRefreshTokens()
    local.counts.reset()
    expect(await failure(alice.renewAccessToken())).toMatchObject({ code: 'ERR_POOLPASS_SESSION_EXPIRED' })
    expect(local.counts.of('InitiateAuth')).toBe(0)
  })
})

describe('authenticate() while something else goes on', () => {
  test('R19 that another authenticate() took the place of does not resolve', async () => {
    const world = await startWorld({ users: [ALICE, BOB] })
    const session = world.cognito({ username: undefined, password: undefined })
    const held = gate()
    world.local.failNext({ operation: 'RespondToAuthChallenge', until: held.promise })
    const first = failure(session.authenticate(ALICE))
    await until(() => world.local.counts.of('RespondToAuthChallenge') === 1)
    await session.authenticate(BOB)
    held.open()
    expect(await first).toMatchObject({ code: 'ERR_POOLPASS_NOT_SIGNED_IN' })
    expect(session.username).toBe('bob')
  })

  test('R14 that a logout() ended does not resolve', async () => {
    const { cognito } = await startWorld()
    const session = cognito()
    const authenticating = failure(session.authenticate())
    await session.logout()
    expect(await authenticating).toHaveProperty(
      'code',
      expect.stringMatching(/^ERR_POOLPASS_(NOT_SIGNED_IN|SIGNED_OUT)$/),
    )
    expect(session.accessToken).toBeUndefined()
  })

  test.each([{ password: TYPO }, { username: 'bob', password: TYPO }])(
    'R4 with %j: requests at the expiry get their renewed token, not its error',
    async typo => {
      const { local, clock, cognito } = await startWorld({ users: [ALICE, BOB] })
      const session = cognito()
      await session.authenticate()
      const first = session.accessToken
      clock.advance({ seconds: 3_601 })
      const authenticating = failure(session.authenticate(typo))
      const tokens = await Promise.all(Array.from({ length: 20 }, () => session.token(ACCESS)))
      expect(await authenticating).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
      expect(new Set(tokens)).toEqual(new Set([session.accessToken]))
      expect(session.accessToken).not.toBe(first)
      expect(local.counts.all()).toMatchObject({ InitiateAuth: 2, GetTokensFromRefreshToken: 1 })
    },
  )

  test('R14 with a wrong password after a logout() leaves the session signed out', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    await session.logout()
    await failure(session.authenticate({ password: TYPO }))
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
    expect(local.counts.of('InitiateAuth')).toBe(2)
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R11 with another wrong password leaves the first one refused', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito({ password: TYPO })
    await failure(session.token(ACCESS))
    await failure(session.authenticate({ password: 'Another-Hrose-9' }))
    for (let i = 0; i < 5; i++) await failure(session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(2)
    clock.advance({ seconds: 60 })
    await failure(session.token(ACCESS))
    clock.advance({ seconds: 60 })
    await failure(session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(3)
  })
})
