import { createLocalCognito, type LocalCognito, type LocalSigningKeys } from '@poolpass/local'
import fc from 'fast-check'
import { fromBase32, stepAt, totpCode } from '../../src/pool/mfa/totp.js'
import { type Answer, PASSWORD, readAnswer, SIGV4 } from './wire.js'

/** Random sign-ins against the pool, and a model that knows what each of them has shown. */

const TEMPORARY = 'Temporary-Horse-9'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** Whom there is, and all that tokens must rest on. */
const REQUIRED = {
  plain: ['password'],
  totp: ['password', 'mfa'],
  sms: ['password', 'mfa'],
  two: ['password', 'mfa'],
  temp: ['password', 'newPassword', 'mfa'],
} as const satisfies Record<string, readonly Factor[]>

type Factor = 'password' | 'newPassword' | 'mfa'
type Name = keyof typeof REQUIRED

const NAMES = Object.keys(REQUIRED) as Name[]
const ANSWERABLE = [
  'PASSWORD',
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
]

const TOTP_USER = NAMES.indexOf('totp')
// Codes that could be used again are only that user's.
const who = fc.oneof(fc.nat(4), fc.constant(TOTP_USER))

const action = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('start' as const), who, isRight: fc.boolean(), isTwice: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('choose' as const), who }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      /** 0 is the youngest session. */
      which: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.nat(5)),
      value: fc.oneof({ weight: 3, arbitrary: fc.constant('right' as const) }, fc.constantFrom('wrong', 'stale')),
      as: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom(...ANSWERABLE)),
      who: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.nat(4)),
      isLost: fc.boolean(),
      isTwice: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(30, 100, 180) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** What the model knows of a session. */
interface Known {
  readonly text: string
  readonly challenge: string
  readonly user: Name
  readonly shown: ReadonlySet<Factor>
  readonly code: string
  readonly expiresAtMs: number
  isSpent: boolean
}

const start = (signingKeys: LocalSigningKeys, nowMs: number) =>
  createLocalCognito({
    signingKeys,
    clock: { nowMs: () => nowMs },
    pool: { MfaConfiguration: 'OPTIONAL' },
    mfa: {
      SmsMfaConfiguration: { SmsConfiguration: {} },
      EmailMfaConfiguration: {},
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] },
    users: [
      { username: 'plain', password: PASSWORD },
      { username: 'totp', password: PASSWORD, softwareToken: SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] },
      { username: 'sms', password: PASSWORD, attributes: { phone_number: '+491' }, mfa: ['SMS_MFA'] },
      {
        username: 'two',
        password: PASSWORD,
        attributes: { phone_number: '+492', email: 'two@example.com' },
        mfa: ['SMS_MFA', 'EMAIL_OTP'],
      },
      {
        username: 'temp',
        password: TEMPORARY,
        temporaryPassword: true,
        attributes: { phone_number: '+493' },
        mfa: ['SMS_MFA'],
      },
    ],
  })

const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)

class Run {
  readonly #local: LocalCognito
  #sessions: Known[] = []
  readonly #usedCodes = new Set<string>()
  readonly #wrongPasswords = new Map<Name, number>()
  #isTempChanged = false

  constructor(local: LocalCognito) {
    this.#local = local
  }

  async perform(step: Action): Promise<void> {
    if (step.kind === 'wait') return this.#local.clock.advance({ seconds: step.seconds })
    if (step.kind === 'answer') return this.#answer(step)
    const user = NAMES[step.who] as Name
    if (step.kind === 'choose') {
      const parameters = { USERNAME: user, PREFERRED_CHALLENGE: 'PASSWORD' }
      const answer = await this.#send('InitiateAuth', { AuthFlow: 'USER_AUTH', AuthParameters: parameters })
      return this.#learn(answer, user, new Set())
    }
    await this.#start(user, step.isRight)
    if (step.isTwice) await this.#start(user, step.isRight)
  }

  async #start(user: Name, isRight: boolean): Promise<void> {
    const isLocked = (this.#wrongPasswords.get(user) ?? 0) >= 5
    const PASSWORD_ = isRight ? this.#passwordOf(user) : 'Wrong-Horse-9'
    const parameters = { USERNAME: user, PASSWORD: PASSWORD_ }
    const answer = await this.#send('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters })
    this.#countPassword(user, isRight)
    if (!isLocked && isRight !== (answer.error === '')) throw new Error(`start of ${user}: ${answer.error}`)
    if (answer.error === '') this.#learn(answer, user, new Set(['password']))
  }

  /** Leaves the pool as it was found, and every session and lock-out behind. */
  async end(): Promise<void> {
    this.#local.clock.advance({ seconds: 3600 })
    if (!this.#isTempChanged) return
    await this.#send('AdminSetUserPassword', { Username: 'temp', Password: TEMPORARY, Permanent: false })
  }

  #passwordOf = (user: Name) => (user === 'temp' && !this.#isTempChanged ? TEMPORARY : PASSWORD)

  #countPassword(user: Name, isRight: boolean): void {
    this.#wrongPasswords.set(user, (this.#wrongPasswords.get(user) ?? 0) + (isRight ? 0 : 1))
  }

  #required(user: Name): readonly Factor[] {
    return REQUIRED[user]
  }

  async #answer({ which, value, as, who, isLost, isTwice }: Extract<Action, { kind: 'answer' }>): Promise<void> {
    const session = this.#sessions.at(-1 - which)
    if (session === undefined) return
    const { challenge, user } = session
    const name = as ?? challenge
    const username = who === undefined ? user : (NAMES[who] as Name)
    const isRight = value === 'right'
    const responses = this.#responses(session, name, value)
    const usedCode = responses.SOFTWARE_TOKEN_MFA_CODE
    const isLive = !session.isSpent && this.#local.clock.nowMs() < session.expiresAtMs
    // Of two sign-ins with a temporary password, the first new password ends the other.
    const isOutdated = challenge === 'NEW_PASSWORD_REQUIRED' && this.#isTempChanged
    const isFitting = name === challenge && username === user && !isOutdated
    const isLegal = isLive && isRight && isFitting && !(usedCode && this.#usedCodes.has(usedCode))
    const isLocked = challenge === 'PASSWORD' && (this.#wrongPasswords.get(user) ?? 0) >= 5
    const send = () =>
      this.#send('RespondToAuthChallenge', {
        ChallengeName: name,
        Session: session.text,
        ChallengeResponses: { USERNAME: username, ...responses },
      })
    const answers = await Promise.all(isTwice ? [send(), send()] : [send()])
    const accepted = answers.filter(({ error }) => error === '')
    const story = `${name} of ${user} as ${username}, ${value}: ${answers.map(({ error }) => error).join(' | ')}`
    if (accepted.length > (isLegal ? 1 : 0)) throw new Error(`accepted ${accepted.length} times: ${story}`)
    if (isLegal && !isLocked && accepted.length === 0) throw new Error(`refused: ${story}`)

    if (challenge === 'PASSWORD' && name === challenge && username === user && isLive) {
      this.#countPassword(user, isRight)
      session.isSpent = true
    }
    const [next] = accepted
    if (next === undefined) return
    session.isSpent = true
    if (usedCode) this.#usedCodes.add(usedCode)
    const shown = new Set([...session.shown, ...this.#shownBy(challenge)])
    if (challenge === 'NEW_PASSWORD_REQUIRED') this.#isTempChanged = true
    if (!isLost || next.body.AuthenticationResult) this.#learn(next, user, shown)
  }

  #shownBy(challenge: string): readonly Factor[] {
    if (challenge === 'PASSWORD') return ['password']
    if (challenge === 'NEW_PASSWORD_REQUIRED') return ['newPassword']
    return challenge === 'SELECT_MFA_TYPE' ? [] : ['mfa']
  }

  #responses({ user, code }: Known, name: string, value: 'right' | 'wrong' | 'stale'): Record<string, string> {
    const isRight = value === 'right'
    if (name === 'PASSWORD') return { PASSWORD: isRight ? this.#passwordOf(user) : 'Wrong-Horse-9' }
    if (name === 'NEW_PASSWORD_REQUIRED') return { NEW_PASSWORD: isRight ? PASSWORD : 'short' }
    if (name === 'SELECT_MFA_TYPE') return { ANSWER: isRight ? 'SMS_MFA' : 'SOFTWARE_TOKEN_MFA' }
    if (name === 'SOFTWARE_TOKEN_MFA') {
      const current = this.#totp(0)
      return {
        SOFTWARE_TOKEN_MFA_CODE: isRight
          ? current
          : value === 'stale'
            ? ([...this.#usedCodes].at(-1) ?? this.#totp(-3))
            : otherCode(current),
      }
    }
    const stale = this.#sessions.find(other => other.user === user && other.code !== '' && other.code !== code)
    return { [`${name}_CODE`]: isRight ? code : value === 'stale' ? (stale?.code ?? 'stale') : otherCode(code) }
  }

  #totp = (stepsOff: number) =>
    totpCode(fromBase32(SECRET) ?? Buffer.alloc(0), stepAt(this.#local.clock.nowMs()) + stepsOff)

  /** Tokens must rest on every factor; a challenge is one more session that is known. */
  #learn({ body }: Answer, user: Name, shown: ReadonlySet<Factor>): void {
    const missing = this.#required(user).filter(
      factor => !shown.has(factor) && !(factor === 'newPassword' && this.#isTempChanged),
    )
    if (body.AuthenticationResult) {
      if (missing.length > 0) throw new Error(`tokens of ${user} without ${missing.join(' and ')}`)
      return
    }
    const code = /^(SMS_MFA|EMAIL_OTP)$/.test(body.ChallengeName) ? (this.#local.inbox.at(-1)?.code ?? '') : ''
    const expiresAtMs = this.#local.clock.nowMs() + 180_000
    const known = { text: body.Session, challenge: body.ChallengeName, user, shown, code, expiresAtMs, isSpent: false }
    this.#sessions = [...this.#sessions, known]
  }

  async #send(operation: string, input: object): Promise<Answer> {
    const { endpoint, clientId: ClientId, userPoolId: UserPoolId } = this.#local
    const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...SIGV4 }
    const body = JSON.stringify({ ClientId, UserPoolId, ...input })
    return readAnswer(await this.#local.fetch(endpoint, { method: 'POST', headers, body }))
  }
}

/**
 * Signs in at random, `count` sequences, and throws the shortest one that the pool gets wrong, with its seed.
 *
 * @param seed Default: another one every time.
 */
export async function checkRandomSignIns(signingKeys: LocalSigningKeys, count: number, seed?: number): Promise<void> {
  // At the start of a TOTP step, so that no code runs out under way.
  await using local = await start(signingKeys, Math.floor(Date.now() / 30_000) * 30_000)
  const property = fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 14 }), async actions => {
    const run = new Run(local)
    try {
      for (const step of actions) await run.perform(step)
    } finally {
      await run.end()
    }
  })
  await fc.assert(property, { numRuns: count, ...(seed !== undefined && { seed }) })
}
