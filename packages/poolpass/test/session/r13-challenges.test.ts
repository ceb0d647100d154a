import { type ChallengeError, NewPasswordRequiredChallengeError, SmsMfaChallengeError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { challengeNext } from './support/wire.js'
import { ALICE, failure, failures, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

async function startAtSmsChallenge() {
  const world = await startWorld()
  challengeNext(world.local, 'SMS_MFA', { CODE_DELIVERY_DESTINATION: '+*******1234' })
  const session = world.cognito()
  return { ...world, session }
}

async function startAtNewPassword() {
  const world = await startWorld({ users: [{ ...ALICE, temporaryPassword: true }] })
  const session = world.cognito()
  return { ...world, session, error: (await failure(session.token(ACCESS))) as ChallengeError }
}

describe('a challenge that nobody answers', () => {
  test('R13 100 requests make one InitiateAuth, and get the same challenge in errors of their own', async () => {
    const { local, auth, api } = await startWorld()
    challengeNext(local, 'SMS_MFA')
    const { origin, requests } = await api()
    const client = auth()
    const errors = await failures(100, () => client.fetch(`${origin}/protected`))
    expect(errors.every(error => error instanceof SmsMfaChallengeError)).toBe(true)
    expect(new Set(errors).size).toBe(100)
    expect(new Set(errors.map(error => (error as ChallengeError).challenge)).size).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(requests).toEqual([])
  })

  test('R13 100 requests at once make one InitiateAuth', async () => {
    const { local, session } = await startAtSmsChallenge()
    const errors = await Promise.all(Array.from({ length: 100 }, () => failure(session.token(ACCESS))))
    expect(errors.every(error => error instanceof SmsMfaChallengeError)).toBe(true)
    expect(new Set(errors).size).toBe(100)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R13 is an event, once, without its session', async () => {
    const { session } = await startAtSmsChallenge()
    const heard = hear(session)
    await failures(5, () => session.token(ACCESS))
    expect(heard).toEqual([{ event: 'challenge', payload: { username: 'alice', challengeName: 'SMS_MFA' } }])
  })

  test('R13 another password does not end it: it would send another SMS', async () => {
    const { local, cognito } = await startWorld()
    challengeNext(local, 'SMS_MFA')
    let count = 0
    const session = cognito({ password: () => (count++ === 0 ? ALICE.password : `Other-Horse-${count}`) })
    await failures(10, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R13 authenticate() ends it', async () => {
    const { local, session } = await startAtSmsChallenge()
    await failures(2, () => session.token(ACCESS))
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R13 logout() ends it', async () => {
    const { local, session } = await startAtSmsChallenge()
    await failures(2, () => session.token(ACCESS))
    await session.logout()
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
    expect(local.counts.of('RevokeToken')).toBe(0)
  })

  test('R13 after the challenge’s end a new sign-in waits as after a refusal', async () => {
    const { local, clock, session } = await startAtSmsChallenge()
    const receivedAt = clock.wallMs()
    await failures(2, () => session.token(ACCESS))
    clock.advance({ seconds: 181 })
    const [error] = await failures(1, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(error).toHaveProperty('retryAt', new Date(receivedAt + 240_000))
    clock.advance({ seconds: 59 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })
})

describe('NEW_PASSWORD_REQUIRED in a session', () => {
  test('R13 respond() ends it', async () => {
    const { local, session, error } = await startAtNewPassword()
    expect(error).toBeInstanceOf(NewPasswordRequiredChallengeError)
    await session.respond(error.challenge, { newPassword: 'Another-Horse-8' })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R13 respond() takes the JSON of a challenge, in a session that never saw it', async () => {
    const { cognito, error, local } = await startAtNewPassword()
    const another = cognito({ username: undefined, password: undefined })
    const heard = hear(another)
    await another.respond(JSON.parse(JSON.stringify(error.challenge)), { newPassword: 'Another-Horse-8' })
    expect(another.username).toBe('alice')
    expect(names(heard)).toEqual(['signedIn'])
    expect(local.user('alice').status).toBe('CONFIRMED')
  })

  test('R13 an answer that the pool refuses leaves the challenge as it was', async () => {
    const { local, session, error } = await startAtNewPassword()
    const refused = await failure(session.respond(error.challenge, { newPassword: 'weakweak' }))
    expect(refused).toMatchObject({ code: 'ERR_POOLPASS_PASSWORD_POLICY' })
    const errors = await failures(20, () => session.token(ACCESS))
    expect(errors.every(other => other instanceof NewPasswordRequiredChallengeError)).toBe(true)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    await session.respond(error.challenge, { newPassword: 'Another-Horse-8' })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R13 a foreign challenge changes nothing', async () => {
    const { local, session, error, sent } = await startAtNewPassword()
    const before = sent.length
    const foreign = { ...error.challenge.toJSON(), clientId: 'anotherclient' }
    const refused = await failure(session.respond(foreign, { newPassword: 'Another-Horse-8' }))
    expect(refused).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challenge' })
    expect(sent).toHaveLength(before)
    const [later] = await failures(1, () => session.token(ACCESS))
    expect(later).toBeInstanceOf(NewPasswordRequiredChallengeError)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test.each([undefined, null, 'SMS_MFA'])('R13 %j is no challenge', async challenge => {
    const { cognito, sent } = await startWorld()
    for (const session of [cognito(), cognito({ username: undefined, password: undefined })]) {
      const refused = await failure(session.respond(challenge as never, { newPassword: 'Another-Horse-8' }))
      expect(refused).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challenge' })
    }
    expect(sent).toEqual([])
  })

  test('R13 the new password is the one that signs in from then on', async () => {
    const { local, clock, session, error } = await startAtNewPassword()
    await session.respond(error.challenge, { newPassword: 'Another-Horse-8' })
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R13 newPasswordChallenge() signs in with the temporary password and replaces it', async () => {
    const { local, cognito } = await startWorld({
      users: [{ ...ALICE, temporaryPassword: true }],
      pool: { Schema: [{ Name: 'given_name', Required: true }] },
    })
    const session = cognito({ password: undefined })
    const userAttributes = { given_name: 'Alice' }
    await session.newPasswordChallenge({ password: ALICE.password, newPassword: 'Another-Horse-8', userAttributes })
    expect(local.user('alice')).toMatchObject({ status: 'CONFIRMED', attributes: userAttributes })
    expect(session.idClaims).toMatchObject({ given_name: 'Alice' })
  })

  test('R13 newPasswordChallenge() passes on every other challenge', async () => {
    const { local, cognito } = await startWorld()
    challengeNext(local, 'SMS_MFA')
    const options = { password: ALICE.password, newPassword: 'Another-Horse-8' }
    expect(await failure(cognito().newPasswordChallenge(options))).toBeInstanceOf(SmsMfaChallengeError)
  })
})
