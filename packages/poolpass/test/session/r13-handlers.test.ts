import {
  type ChallengeError,
  type ChallengeHandlers,
  type CognitoOptions,
  type HandlerContext,
  MfaSetupChallengeError,
  SmsMfaChallengeError,
  TokenType,
} from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { withFactors } from './support/factors.js'
import { totp, wrong } from './support/totp.js'
import { sentTo } from './support/wire.js'
import { ALICE, failure, failures, gate, startWorld, thrown, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const START = new Date('2026-03-04T05:06:07Z')

async function startWith(factors: Parameters<typeof withFactors>[0], options: Partial<CognitoOptions> = {}) {
  const world = await startWorld(withFactors(factors), START)
  const code = () => world.local.inbox.at(-1)?.code ?? ''
  const session = (more: ChallengeHandlers) => world.cognito({ ...options, challenges: more })
  return { ...world, code, session }
}

describe('what is left unanswered', () => {
  test('R13 says which call of which object answers it, and whether somebody has tried', async () => {
    const { code, session } = await startWith(['SMS_MFA'])
    const call = 'call respond(error.challenge, answer) of the Cognito (`auth.cognito`), or respondToChallenge()'
    const alone = await failure(session({}).token(ACCESS))
    expect(alone.message).toBe(`sign-in needs an answer to SMS_MFA: ${call}`)
    const asked = await failure(session({ smsMfa: () => wrong(code()) }).token(ACCESS))
    expect(asked.message).toBe(
      `sign-in needs an answer to SMS_MFA: the one that was given did not do (see \`cause\`); ${call}`,
    )
  })

  test('R13 says what comes first where a factor has to be set up, until that is done', async () => {
    const world = await startWorld({
      pool: { MfaConfiguration: 'ON' },
      mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } },
    })
    const alice = world.cognito()
    const first = (await failure(alice.token(ACCESS))) as ChallengeError
    expect(first.message).toMatch(/^sign-in needs an answer to MFA_SETUP: call associateSoftwareToken\(/)
    await alice.associateSoftwareToken({ challenge: first.challenge })
    expect((await failure(alice.token(ACCESS))).message).toMatch(/MFA_SETUP: call respond\(error\.challenge/)
  })
})

describe('a handler', () => {
  test('R13 answers in a sign-in that a request starts', async () => {
    const { local, code, session } = await startWith(['SMS_MFA'])
    const alice = session({ smsMfa: () => code() })
    const heard = hear(alice)
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(names(heard)).toEqual(['signedIn'])
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R13 answers for requests of an SrpAuth', async () => {
    const { local, auth, api } = await startWith(['SMS_MFA'])
    const { origin } = await api()
    const client = auth({ challenges: { smsMfa: () => local.inbox.at(-1)?.code } })
    const responses = await Promise.all(Array.from({ length: 10 }, () => client.fetch(`${origin}/protected`)))
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(local.inbox).toHaveLength(1)
  })

  test('R13 answers in authenticate(), where it may be given for that one sign-in', async () => {
    const { code, cognito } = await startWith(['SMS_MFA'])
    const alice = cognito()
    await alice.authenticate({ challenges: { smsMfa: async () => code() } })
    expect(alice.accessToken).toBeDefined()
  })

  test('R13 is told the challenge, the attempt, and why the answer before was refused', async () => {
    const { code, session } = await startWith(['SMS_MFA'])
    const told: HandlerContext[] = []
    const alice = session({
      smsMfa(challenge, context) {
        expect(challenge).toMatchObject({ name: 'SMS_MFA', username: 'alice' })
        told.push(context)
        return context.attempt === 3 ? code() : wrong(code())
      },
    })
    await alice.token(ACCESS)
    expect(told.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(told.map(({ error }) => error?.code)).toEqual([
      undefined,
      'ERR_POOLPASS_CODE_MISMATCH',
      'ERR_POOLPASS_CODE_MISMATCH',
    ])
  })

  test('R13 is asked three times at most; then the challenge sticks, and can still be answered', async () => {
    const { local, code, session } = await startWith(['SMS_MFA'])
    let asked = 0
    const alice = session({
      smsMfa() {
        asked++
        return wrong(code())
      },
    })
    const errors = await failures(20, () => alice.token(ACCESS))
    expect(errors.every(error => error instanceof SmsMfaChallengeError)).toBe(true)
    expect([asked, local.counts.of('InitiateAuth'), local.inbox.length]).toEqual([3, 1, 1])
    await alice.respond((errors[0] as ChallengeError).challenge, code())
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  })

  test('R13 that gives up leaves the challenge, which sticks', async () => {
    const { local, session } = await startWith(['SMS_MFA'])
    let asked = 0
    const alice = session({ smsMfa: () => void asked++ })
    const errors = await failures(20, () => alice.token(ACCESS))
    expect(errors.every(error => error instanceof SmsMfaChallengeError)).toBe(true)
    expect([asked, local.inbox.length]).toEqual([1, 1])
  })

  test('R13 that throws, or answers nonsense, leaves the challenge with the reason', async () => {
    const { local, code, session } = await startWith(['SMS_MFA'])
    const reason = new Error('the modem is on fire')
    const thrower = session({
      smsMfa() {
        throw reason
      },
    })
    const [first] = await failures(5, () => thrower.token(ACCESS))
    for (const error of [first, await failure(thrower.authenticate()), await failure(thrower.token(ACCESS))]) {
      expect(error).toBeInstanceOf(SmsMfaChallengeError)
      expect(error?.cause).toBe(reason)
    }
    expect(local.inbox).toHaveLength(2)
    const nonsense = session({ smsMfa: () => 123456 as never })
    const unfit = await failure(nonsense.authenticate())
    expect(unfit).toBeInstanceOf(SmsMfaChallengeError)
    expect(unfit.cause).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION' })
    const mistaken = session({ smsMfa: () => wrong(code()) })
    expect((await failure(mistaken.authenticate())).cause).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
  })

  test('R13 may take its time: that is not the network’s', async () => {
    const { local, clock, code, session } = await startWith(['SMS_MFA'])
    const answer = gate()
    let asked = 0
    const alice = session({
      async smsMfa() {
        asked++
        await answer.promise
        return code()
      },
    })
    const waiting = [alice.token(ACCESS)]
    await until(() => asked === 1)
    clock.advance({ seconds: 120 })
    waiting.push(alice.token(ACCESS))
    await turn()
    answer.open()
    await Promise.all(waiting)
    expect([asked, local.counts.of('InitiateAuth')]).toEqual([1, 1])
  })

  test('R13 is left alone by a logout', async () => {
    const { session } = await startWith(['SMS_MFA'])
    let signal: AbortSignal | undefined
    const alice = session({
      smsMfa(_, context) {
        signal = context.signal
        return new Promise(() => {})
      },
    })
    const waiting = failure(alice.token(ACCESS))
    await until(() => signal !== undefined)
    await alice.logout()
    expect(signal?.aborted).toBe(true)
    expect(await waiting).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R13 a lost answer after a handler was asked starts over twice at most', async () => {
    const { local, code, session, settle } = await startWith(['SMS_MFA'])
    let asked = 0
    const alice = session({
      smsMfa() {
        asked++
        local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'before' })
        return code()
      },
    })
    expect(await failure(settle(alice.token(ACCESS)))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect([asked, local.inbox.length]).toEqual([3, 3])
  })

  test('R13 answers what comes after the challenge that respond() answers', async () => {
    const { code, session } = await startWith(['SMS_MFA', 'EMAIL_OTP'])
    const alice = session({ smsMfa: () => code() })
    const { challenge } = (await failure(alice.authenticate())) as ChallengeError
    await alice.respond(challenge, 'SMS_MFA')
    expect(alice.accessToken).toBeDefined()
  })

  test('R13 for a temporary password makes the new one the session’s own', async () => {
    const { local, clock, cognito } = await startWorld({ users: [{ ...ALICE, temporaryPassword: true }] })
    const alice = cognito({ challenges: { newPasswordRequired: () => ({ newPassword: 'Another-Horse-8' }) } })
    await alice.token(ACCESS)
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  })

  test('R13 a new password is the session’s own before the second factor is answered', async () => {
    const factors = withFactors(['SMS_MFA'])
    const users = (factors.users ?? []).map(user => ({ ...user, temporaryPassword: true }))
    const { local, clock, cognito } = await startWorld({ ...factors, users }, START)
    const code = () => local.inbox.at(-1)?.code ?? ''
    const alice = cognito({ challenges: { newPasswordRequired: () => ({ newPassword: 'Another-Horse-8' }) } })
    await alice.respond(((await failure(alice.token(ACCESS))) as ChallengeError).challenge, code())
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    expect(await failure(alice.token(ACCESS))).toBeInstanceOf(SmsMfaChallengeError)
  })
})

test('R13 1,000 requests over an hour after an unanswered SMS send one while its session lives, and five at most', async () => {
  const { local, clock, auth, api } = await startWith(['SMS_MFA'])
  const { origin, requests } = await api()
  const client = auth()
  const sentAfter: number[] = []
  for (let i = 0; i < 1_000; i++) {
    expect(await failure(client.fetch(`${origin}/protected`))).toBeInstanceOf(SmsMfaChallengeError)
    sentAfter.push(local.inbox.length)
    clock.advance({ seconds: 3.6 })
  }
  expect(sentAfter[49]).toBe(1)
  expect(local.inbox.length).toBeGreaterThan(1)
  expect(local.inbox.length).toBeLessThanOrEqual(5)
  expect(local.counts.of('InitiateAuth')).toBe(local.inbox.length)
  expect(requests).toEqual([])
})

test('R3 a soft renewal asks nobody, and sends nothing', async () => {
  const { local, clock, code, session, sent } = await startWith(['SMS_MFA'])
  let asked = 0
  const alice = session({
    smsMfa() {
      asked++
      return code()
    },
  })
  await alice.token(ACCESS)
  local.user('alice').revokeRefreshTokens()
  clock.advance({ seconds: 2_880 })
  const refused = new Promise(resolve => alice.on('renewalFailed', resolve))
  expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  await refused
  expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  for (let i = 0; i < 50; i++) await turn()
  await alice.close()
  expect([asked, local.inbox.length, sentTo(sent, 'InitiateAuth').length]).toEqual([1, 1, 1])
})

describe('codes of an authenticator app', () => {
  test('R13 one that another process has used is followed by that of the next step', async () => {
    const { local, clock, session, settle } = await startWith(['SOFTWARE_TOKEN_MFA'])
    const attempts: number[] = []
    const softwareTokenMfa = (_: unknown, { attempt }: HandlerContext) => {
      attempts.push(attempt)
      return totp(clock.wallMs())
    }
    const startedAt = clock.wallMs()
    const sessions = [session({ softwareTokenMfa }), session({ softwareTokenMfa }), session({ softwareTokenMfa })]
    await settle(Promise.all(sessions.map(each => each.token(ACCESS))), { stepSeconds: 1 })
    expect(attempts.sort()).toEqual([1, 1, 1, 2, 2, 3])
    expect(clock.wallMs() - startedAt).toBeLessThan(62_000)
    expect(local.counts.of('InitiateAuth')).toBe(3)
  })
})

describe('MFA_SETUP', () => {
  const startSetup = () =>
    startWorld(
      withFactors([], {
        pool: { MfaConfiguration: 'ON' },
        mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } },
        users: [ALICE],
      }),
      START,
    )

  test('R13 a handler sets an authenticator app up and signs in with it', async () => {
    const { clock, cognito } = await startSetup()
    let secret = ''
    const alice = cognito({
      challenges: {
        async mfaSetup(challenge, { attempt, associateSoftwareToken }) {
          expect(challenge.availableChallenges).toContain('SOFTWARE_TOKEN_MFA')
          if (attempt === 1) {
            const made = await associateSoftwareToken({ issuer: 'My Shop' })
            secret = made.secret
            expect(made.otpauthUri).toBe(`otpauth://totp/My%20Shop:alice?secret=${secret}&issuer=My%20Shop`)
            return wrong(totp(clock.wallMs(), secret))
          }
          return { code: totp(clock.wallMs(), secret), deviceName: 'telephone' }
        },
      },
    })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
  })

  test('R13 is done in two steps where a person has to be asked', async () => {
    const { clock, cognito } = await startSetup()
    const error = (await failure(cognito().authenticate())) as ChallengeError
    expect(error).toBeInstanceOf(MfaSetupChallengeError)
    const another = cognito({ username: undefined, password: undefined })
    const setup = await another.associateSoftwareToken({ challenge: JSON.parse(JSON.stringify(error.challenge)) })
    await another.respond(JSON.parse(JSON.stringify(setup.challenge)), totp(clock.wallMs(), setup.secret))
    expect(another.username).toBe('alice')
  })
})

describe('the option `challenges`', () => {
  test.each([
    ['challenges', 'smsMfa'],
    ['smsMFA', { smsMFA: () => '' }],
    ['webAuthn', { webAuthn: () => '' }],
    ['challenges.smsMfa', { smsMfa: '123456' }],
  ])('R13 %s is refused', async (option, challenges) => {
    const { cognito } = await startWorld()
    const expected = { code: 'ERR_POOLPASS_INVALID_OPTION', option }
    expect(thrown(() => cognito({ challenges } as never))).toMatchObject(expected)
    expect(await failure(cognito().authenticate({ challenges } as never))).toMatchObject(expected)
  })
})
