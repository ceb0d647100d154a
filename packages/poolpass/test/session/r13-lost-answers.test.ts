import { type ChallengeError, type CognitoOptions, MfaSetupChallengeError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { withFactors } from './support/factors.js'
import { totp } from './support/totp.js'
import { ALICE, failure, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

/** Alice with codes by SMS, and a pool whose answers to an operation are lost after it has acted on them. */
async function startLosing(options: Partial<CognitoOptions> = {}, operation = 'RespondToAuthChallenge') {
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] as const
  const world = await startWorld(withFactors(['SMS_MFA'], { client: { ExplicitAuthFlows } }))
  const alice = world.cognito(options)
  const lose = (times: number) => world.local.failNext({ operation, times, dropConnection: 'after' })
  const ask = () => failure(world.settle(alice.token(ACCESS), { stepSeconds: 1 }))
  const codes = () => world.local.inbox.length
  const answer = { smsMfa: () => world.local.inbox.at(-1)?.code }
  return { ...world, alice, lose, ask, codes, answer }
}

describe.each([
  ['to a proof of the password', {}, 'RespondToAuthChallenge'],
  ['to the password itself', { authFlow: 'USER_PASSWORD_AUTH' }, 'InitiateAuth'],
  ['to the password in USER_AUTH', { authFlow: 'USER_AUTH', preferredChallenge: 'PASSWORD' }, 'InitiateAuth'],
] as const)('answers that are lost %s', (_, means, operation) => {
  test('R13 cost three codes for one request, and none for those of the next minute', async () => {
    const { clock, alice, lose, ask, codes } = await startLosing(means, operation)
    lose(1_000)
    const beganAt = clock.wallMs()
    expect(await ask()).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(codes()).toBe(3)
    for (let i = 0; i < 20; i++) expect(await ask()).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(codes()).toBe(3)
    const { nextAttemptAt } = alice.explain()
    expect(Number(nextAttemptAt) - beganAt).toBeGreaterThanOrEqual(60_000)
  })

  test('R13 cost fifteen codes an hour', async () => {
    const { clock, lose, ask, codes } = await startLosing(means, operation)
    lose(10_000)
    for (let i = 0; i < 60; i++) {
      await ask()
      clock.advance({ seconds: 58 })
    }
    expect(codes()).toBeGreaterThan(3)
    expect(codes()).toBeLessThanOrEqual(15)
  })
})

describe('answers that are lost', () => {
  test('R13 to a handler’s code cost fifteen codes an hour', async () => {
    const world = await startWorld(withFactors(['SMS_MFA']))
    const lastCode = () => world.local.inbox.at(-1)?.code
    const alice = world.cognito({
      challenges: {
        smsMfa() {
          world.local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'after' })
          return lastCode()
        },
      },
    })
    for (let i = 0; i < 60; i++) {
      await failure(world.settle(alice.token(ACCESS), { stepSeconds: 1 }))
      world.clock.advance({ seconds: 58 })
    }
    expect(world.local.inbox.length).toBeGreaterThan(3)
    expect(world.local.inbox.length).toBeLessThanOrEqual(15)
  })

  test('R13 are over with an authenticate(), which tries at once', async () => {
    const { alice, lose, ask, answer, settle } = await startLosing()
    lose(3)
    await ask()
    await settle(alice.authenticate({ challenges: answer }))
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(alice.explain().state).toBe('signed-in')
  })

  test('R13 are over after a minute, and the waits begin anew', async () => {
    const { local, clock, alice, lose, ask, codes, settle } = await startLosing({
      challenges: { smsMfa: () => local.inbox.at(-1)?.code },
    })
    lose(3)
    await ask()
    clock.advance({ seconds: 61 })
    expect(await settle(alice.token(ACCESS))).toBe(alice.accessToken)
    expect(codes()).toBe(4)
  })

  test('R12 before anything of the password was shown are repeated until the deadline, and not remembered', async () => {
    const { local, lose, ask, codes } = await startLosing({}, 'InitiateAuth')
    lose(1_000)
    await ask()
    const before = local.counts.of('InitiateAuth')
    expect(before).toBeGreaterThan(5)
    await ask()
    expect(local.counts.of('InitiateAuth')).toBeGreaterThan(before)
    expect(codes()).toBe(0)
  })

  test('R12 do not count where an attempt shows nothing, whatever the one before it has shown', async () => {
    const { local, alice, settle, codes } = await startLosing()
    const answers = [
      () => {
        local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'before' })
        local.failNext({ operation: 'InitiateAuth', times: 6, dropConnection: 'before' })
      },
      () => {},
    ]
    const smsMfa = () => {
      answers.shift()?.()
      return local.inbox.at(-1)?.code
    }
    await settle(alice.authenticate({ challenges: { smsMfa } }), { stepSeconds: 1 })
    expect(alice.accessToken).toBeDefined()
    expect(codes()).toBe(2)
  })

  test('R13 to another password say nothing about this one', async () => {
    let password = 'Wrong-Horse-9'
    const { local, lose, ask, alice, settle } = await startLosing({
      password: () => password,
      challenges: { smsMfa: () => local.inbox.at(-1)?.code },
    })
    lose(3)
    await ask()
    password = ALICE.password
    expect(await settle(alice.token(ACCESS))).toBe(alice.accessToken)
  })
})

describe('an answer that is lost to MFA_SETUP', () => {
  const start = async () => {
    const world = await startWorld(
      withFactors([], {
        pool: { MfaConfiguration: 'ON' },
        mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } },
        users: [ALICE],
      }),
      new Date('2026-03-04T05:06:07Z'),
    )
    const alice = world.cognito()
    const { challenge } = (await failure(alice.token(ACCESS))) as ChallengeError
    const setup = await alice.associateSoftwareToken({ challenge })
    return { ...world, alice, setup, code: () => totp(world.clock.wallMs(), setup.secret) }
  }

  test('R13 leaves a challenge that the same answer ends', async () => {
    const { local, alice, setup, code, clock } = await start()
    local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'before' })
    const error = (await failure(alice.respond(setup.challenge, code()))) as ChallengeError
    expect(error).toBeInstanceOf(MfaSetupChallengeError)
    expect(error).toHaveProperty('cause.cause.code', 'ERR_POOLPASS_UNAVAILABLE')
    expect(await failure(alice.token(ACCESS))).toBeInstanceOf(MfaSetupChallengeError)
    const stored = JSON.parse(JSON.stringify(error.challenge))
    clock.advance({ seconds: 60 })
    await alice.respond(stored, code())
    expect(local.counts.of('VerifySoftwareToken')).toBe(1)
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  })

  test('R13 of a request that meets it sticks with the session that can be answered', async () => {
    const { local, alice, setup, code } = await start()
    const { challenge } = (await failure(alice.token(ACCESS))) as ChallengeError
    expect(challenge.toJSON().session).toBe(setup.challenge.toJSON().session)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    await alice.respond(challenge, code())
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  })

  test('R13 of one sign-in does not become that of another', async () => {
    const { alice, cognito, setup } = await start()
    const another = cognito()
    const { challenge } = (await failure(another.token(ACCESS))) as ChallengeError
    await alice.associateSoftwareToken({ challenge })
    const sticky = (await failure(alice.token(ACCESS))) as ChallengeError
    expect(sticky.challenge.toJSON().session).toBe(setup.challenge.toJSON().session)
  })
})
