import type { LocalCognito } from '@poolpass/local'
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

const NEW_PASSWORD = 'Another-Horse-8'

/** The proof of the password is answered; the answer to what comes then is lost. */
function loseSecond(local: LocalCognito): void {
  local.failNext({ operation: 'RespondToAuthChallenge', until: Promise.resolve() })
  local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'after' })
}

describe('an answer that is lost to NEW_PASSWORD_REQUIRED', () => {
  const start = async (lost: 'before' | 'after', more: Parameters<typeof withFactors>[0] = []) => {
    const factors = withFactors(more)
    const users = (factors.users ?? []).map(user => ({ ...user, temporaryPassword: true }))
    const client = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] } as const
    const world = await startWorld({ ...factors, users, client })
    const lose = (times = 1) =>
      world.local.failNext({ operation: 'RespondToAuthChallenge', times, dropConnection: lost })
    const asked: string[] = []
    /** As one that makes a password up each time. */
    const newPasswordRequired = () => {
      asked.push(`${NEW_PASSWORD}${asked.length}`)
      if (asked.length === 1) lose()
      return { newPassword: asked.at(-1) ?? '' }
    }
    const isTaken = async (password: string) => {
      const someone = world.cognito({ username: ALICE.username, password })
      await someone.authenticate({ challenges: { smsMfa: () => world.local.inbox.at(-1)?.code } })
      return someone.accessToken !== undefined
    }
    return { ...world, lose, asked, newPasswordRequired, isTaken }
  }

  test.each([
    ['USER_SRP_AUTH', 'before'],
    ['USER_SRP_AUTH', 'after'],
    ['USER_PASSWORD_AUTH', 'before'],
    ['USER_PASSWORD_AUTH', 'after'],
  ] as const)(
    'R13 does not lose the password that a handler made up: %s, lost %s it was handled',
    async (flow, lost) => {
      const { local, clock, cognito, newPasswordRequired, asked, isTaken, settle } = await start(lost)
      const alice = cognito({ authFlow: flow, challenges: { newPasswordRequired } })
      expect(await settle(alice.token(ACCESS))).toBe(alice.accessToken)
      expect(await isTaken(asked.at(-1) ?? '')).toBe(true)
      local.user('alice').revokeRefreshTokens()
      clock.advance({ seconds: 3_601 })
      expect(await settle(alice.token(ACCESS))).toBe(alice.accessToken)
      expect(local.user('alice').status).toBe('CONFIRMED')
    },
  )

  test('R13 does not lose it when the whole sign-in fails', async () => {
    const { clock, config, cognito, newPasswordRequired, asked, isTaken, settle } = await start('after')
    let isDown = false
    const alice = cognito({
      fetch: async (input, init) => {
        const isStart = new Headers(init?.headers).get('x-amz-target')?.endsWith('.InitiateAuth')
        if (isDown && isStart) throw new TypeError('fetch failed')
        return (config.fetch ?? fetch)(input, init)
      },
      challenges: {
        newPasswordRequired() {
          isDown = true
          return newPasswordRequired()
        },
      },
    })
    expect(await failure(settle(alice.token(ACCESS), { stepSeconds: 1 }))).toMatchObject({
      code: 'ERR_POOLPASS_UNAVAILABLE',
    })
    isDown = false
    clock.advance({ seconds: 61 })
    expect(await settle(alice.token(ACCESS))).toBe(alice.accessToken)
    expect(asked).toHaveLength(1)
    expect(await isTaken(asked[0] ?? '')).toBe(true)
  })

  test('R13 does not make newPasswordChallenge() fail when it is called again', async () => {
    const { local, cognito, isTaken } = await start('after')
    const alice = cognito({ password: undefined })
    const replace = () => alice.newPasswordChallenge({ password: ALICE.password, newPassword: NEW_PASSWORD })
    loseSecond(local)
    expect(await failure(replace())).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    await replace()
    expect(alice.accessToken).toBeDefined()
    expect(await isTaken(NEW_PASSWORD)).toBe(true)
  })

  test('R13 lets nobody in who gives another password than the one that was replaced', async () => {
    const { local, cognito } = await start('after')
    const alice = cognito({ password: undefined })
    const newPassword = NEW_PASSWORD
    loseSecond(local)
    await failure(alice.newPasswordChallenge({ password: ALICE.password, newPassword }))
    const wrong = failure(alice.authenticate({ password: 'Wrong-Horse-9' }))
    expect(await wrong).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    expect(alice.accessToken).toBeUndefined()
  })

  test('R13 with a password that the policy refused, nothing of it is tried later', async () => {
    const { local, clock, cognito, sent, settle } = await start('after')
    const alice = cognito({
      authFlow: 'USER_PASSWORD_AUTH',
      challenges: { newPasswordRequired: (_, { attempt }) => (attempt === 1 ? { newPassword: 'short' } : undefined) },
    })
    await failure(alice.token(ACCESS))
    clock.advance({ seconds: 1_000 })
    const message = 'Incorrect username or password.'
    local.failNext({ operation: 'InitiateAuth', error: 'NotAuthorizedException', message })
    expect(await failure(settle(alice.token(ACCESS)))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    expect(sent.filter(({ body }) => body.includes('"PASSWORD":"short"'))).toEqual([])
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
    expect(error).toHaveProperty('cause.code', 'ERR_POOLPASS_UNAVAILABLE')
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
