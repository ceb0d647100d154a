import { type ChallengeError, SmsMfaChallengeError, SoftwareTokenMfaChallengeError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { withFactors } from './support/factors.js'
import { totp, wrong } from './support/totp.js'
import { failure, failures, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const START = new Date('2026-03-04T05:06:07Z')

async function startAt(factors: Parameters<typeof withFactors>[0]) {
  const world = await startWorld(withFactors(factors), START)
  const session = world.cognito()
  const error = (await failure(session.authenticate())) as ChallengeError
  return { ...world, session, error, challenge: error.challenge, code: () => world.local.inbox.at(-1)?.code ?? '' }
}

describe('a second factor', () => {
  test('R13 SMS_MFA is answered with the code from the message', async () => {
    const { local, session, error, challenge, code } = await startAt(['SMS_MFA'])
    expect(error).toBeInstanceOf(SmsMfaChallengeError)
    await session.respond(challenge, code())
    expect(session.username).toBe('alice')
    expect(local.inbox).toHaveLength(1)
  })

  test('R13 EMAIL_OTP is answered with the code from the message', async () => {
    const { session, challenge, code } = await startAt(['EMAIL_OTP'])
    await session.respond(challenge, code())
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R13 SOFTWARE_TOKEN_MFA is answered with the code of the moment', async () => {
    const { session, error, clock } = await startAt(['SOFTWARE_TOKEN_MFA'])
    expect(error).toBeInstanceOf(SoftwareTokenMfaChallengeError)
    await session.respond(error.challenge, totp(clock.wallMs()))
    expect(session.accessToken).toBeDefined()
  })

  test('R13 SELECT_MFA_TYPE leads to the factor that was chosen', async () => {
    const { session, challenge, code } = await startAt(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
    expect(challenge.availableChallenges).toEqual(expect.arrayContaining(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']))
    const next = (await failure(session.respond(challenge, 'SMS_MFA'))) as ChallengeError
    expect(next).toBeInstanceOf(SmsMfaChallengeError)
    await session.respond(next.challenge, code())
    expect(session.accessToken).toBeDefined()
  })

  test('R13 a wrong code leaves the challenge answerable', async () => {
    const { local, session, challenge, code } = await startAt(['SMS_MFA'])
    for (const error of await failures(4, () => session.respond(challenge, wrong(code())))) {
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
      expect(error.message).not.toContain(wrong(code()))
    }
    const errors = await failures(10, () => session.token(ACCESS))
    expect(errors.every(error => error instanceof SmsMfaChallengeError)).toBe(true)
    await session.respond(challenge, code())
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.inbox).toHaveLength(1)
  })

  test('R13 a challenge is over with its session', async () => {
    const { session, clock, challenge, code } = await startAt(['SMS_MFA'])
    clock.advance({ seconds: 181 })
    expect(await failure(session.respond(challenge, code()))).toMatchObject({ code: 'ERR_POOLPASS_CODE_EXPIRED' })
  })

  test('R13 a challenge is answered by another session, from its JSON', async () => {
    const { cognito, challenge, code } = await startAt(['SMS_MFA'])
    const another = cognito({ username: undefined, password: undefined })
    await another.respond(JSON.parse(JSON.stringify(challenge)), code())
    expect(another.username).toBe('alice')
  })
})

describe('pycognito’s names', () => {
  test('R13 respondToSmsMfaChallenge() answers what the last sign-in stopped at', async () => {
    const { session, code } = await startAt(['SMS_MFA'])
    await session.respondToSmsMfaChallenge(code())
    expect(session.accessToken).toBeDefined()
  })

  test('R13 respondToSoftwareTokenMfaChallenge() does so for its own', async () => {
    const { session, clock } = await startAt(['SOFTWARE_TOKEN_MFA'])
    await session.respondToSoftwareTokenMfaChallenge(totp(clock.wallMs()))
    expect(session.accessToken).toBeDefined()
  })

  test('R13 they take a challenge, and its JSON', async () => {
    const { cognito, clock, challenge } = await startAt(['SOFTWARE_TOKEN_MFA'])
    const another = cognito({ username: undefined, password: undefined })
    const json = JSON.parse(JSON.stringify(challenge))
    await another.respondToSoftwareTokenMfaChallenge(totp(clock.wallMs()), json)
    expect(another.username).toBe('alice')
  })

  test('R13 they answer no other challenge', async () => {
    const { session, sent, challenge } = await startAt(['SMS_MFA'])
    const before = sent.length
    const options = { code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challenge' }
    expect(await failure(session.respondToSoftwareTokenMfaChallenge('123456'))).toMatchObject(options)
    expect(await failure(session.respondToSoftwareTokenMfaChallenge('123456', challenge))).toMatchObject(options)
    expect(sent).toHaveLength(before)
  })
})
