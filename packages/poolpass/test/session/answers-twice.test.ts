import { type ChallengeError, SmsMfaChallengeError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { withFactors } from './support/factors.js'
import { wrong } from './support/totp.js'
import { isHonoured } from './support/wire.js'
import { ALICE, BOB, failure, gate, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const RESPOND = 'RespondToAuthChallenge'

/** Alice's session, at an SMS_MFA that she can answer. */
async function startAtSms() {
  const world = await startWorld(withFactors(['SMS_MFA']))
  const session = world.cognito()
  const { challenge } = (await failure(session.authenticate())) as ChallengeError
  const code = world.local.inbox.at(-1)?.code ?? ''
  /** Beside the password's proof. */
  const answers = () => world.local.counts.of(RESPOND) - 1
  return { ...world, session, challenge, code, answers }
}

describe('a challenge that is answered twice at once', () => {
  test('R13 with the same code is answered once', async () => {
    const { session, challenge, code, answers } = await startAtSms()
    const heard = hear(session)
    await Promise.all([session.respond(challenge, code), session.respond(challenge.toJSON(), code)])
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect([answers(), names(heard)]).toEqual([1, ['signedIn']])
  })

  test('R13 with the same wrong code is refused to both, and can be answered again', async () => {
    const { session, challenge, code, answers } = await startAtSms()
    const twice = [session.respond(challenge, wrong(code)), session.respond(challenge, wrong(code))]
    const errors = await Promise.all(twice.map(failure))
    expect(errors.map(({ code }) => code)).toEqual(Array(2).fill('ERR_POOLPASS_CODE_MISMATCH'))
    expect(errors[0]).not.toBe(errors[1])
    expect(answers()).toBe(1)
    await session.respond(challenge, code)
    expect(session.username).toBe('alice')
  })

  test('R13 with a wrong code first gets the right one after it', async () => {
    const { session, challenge, code } = await startAtSms()
    const first = failure(session.respond(challenge, wrong(code)))
    await session.respond(challenge, code)
    expect(await first).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R13 with another code that comes too late is signed in all the same', async () => {
    const { session, challenge, code, answers } = await startAtSms()
    await Promise.all([session.respond(challenge, code), session.respond(challenge, wrong(code))])
    expect([await session.token(ACCESS), answers()]).toEqual([session.accessToken, 1])
  })

  test('R14 is answered no more after a logout', async () => {
    const { local, session, challenge, code, answers } = await startAtSms()
    const held = gate()
    local.failNext({ operation: RESPOND, until: held.promise })
    const twice = [session.respond(challenge, code), session.respond(challenge, wrong(code))].map(failure)
    await until(() => answers() === 1)
    const logout = session.logout()
    held.open()
    await Promise.all([logout, ...twice])
    expect([answers(), session.explain().state]).toEqual([1, 'signed-out'])
  })
})

test('R14 a sign-in that another one took the place of is revoked', async () => {
  const { local, config, cognito } = await startWorld()
  const issued: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await (config.fetch as typeof globalThis.fetch)(input, init)
    const text = await response.clone().text()
    for (const [, token] of text.matchAll(/"RefreshToken":"([^"]+)"/g)) issued.push(token as string)
    return response
  }
  const session = cognito({ fetch })
  const held = gate()
  local.failNext({ operation: RESPOND, until: held.promise })
  const first = failure(session.authenticate())
  await until(() => local.counts.of(RESPOND) === 1)
  await session.authenticate()
  held.open()
  await first
  await until(() => local.requests.some(({ operation, status }) => operation === 'RevokeToken' && status === 200))
  expect(issued).toHaveLength(2)
  expect(await isHonoured(local, issued[1] as string)).toBe(false)
  expect(await isHonoured(local, session.refreshToken as string)).toBe(true)
})

describe('another user’s challenge', () => {
  async function startAtBobs() {
    const factors = withFactors(['SMS_MFA'])
    const [alice] = factors.users ?? []
    const world = await startWorld({ ...factors, users: [alice, { ...alice, ...BOB }].map(user => user ?? ALICE) })
    const { challenge } = (await failure(world.cognito(BOB).authenticate())) as ChallengeError
    return { ...world, challenge, code: world.local.inbox.at(-1)?.code ?? '' }
  }

  test('R19 is refused by a session that has an owner, and nothing is sent', async () => {
    const { cognito, challenge, code, sent } = await startAtBobs()
    const before = sent.length
    const refused = await failure(cognito().respond(challenge.toJSON(), code))
    expect(refused).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challenge' })
    expect(sent).toHaveLength(before)
  })

  test('R19 is answered by a session that has none, or asked for it', async () => {
    const { cognito, local, challenge, code } = await startAtBobs()
    const nobodys = cognito({ username: undefined, password: undefined })
    await nobodys.respond(challenge.toJSON(), code)
    expect(nobodys.username).toBe('bob')
    const alices = cognito()
    const { challenge: asked } = (await failure(alices.authenticate(BOB))) as ChallengeError
    await alices.respond(asked, local.inbox.at(-1)?.code ?? '')
    expect(alices.username).toBe('bob')
  })

  test.each([
    ['the alias that was typed', 'alice@example.com', 'alice@example.com'],
    ['the real name behind it', 'alice@example.com', 'alice'],
  ])('R19 is not the same user’s under %s', async (_, typed, username) => {
    const { local, cognito } = await startWorld(withFactors(['SMS_MFA'], { pool: { AliasAttributes: ['email'] } }))
    const { challenge } = (await failure(cognito({ username: typed }).authenticate())) as ChallengeError
    expect(challenge).toMatchObject({ username: 'alice' })
    const another = cognito({ username })
    await another.respond(JSON.parse(JSON.stringify(challenge)), local.inbox.at(-1)?.code ?? '')
    // It is this session’s own: without a handler, a request that has to sign in meets the second factor.
    local.user('alice').revokeRefreshTokens()
    expect(await failure(another.renewAccessToken())).toBeInstanceOf(SmsMfaChallengeError)
  })
})
