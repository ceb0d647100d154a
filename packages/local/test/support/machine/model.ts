import { ANSWERS } from './answers.js'
import { decide, type Round } from './custom-rounds.js'
import {
  type Attempt,
  type Challenge,
  createPerson,
  type Device,
  type Exchange,
  type Person,
  type RefreshToken,
  type SignUpSession,
  type Tokens,
} from './knowledge.js'
import type { AnswerTo, DeviceCall, Renewal, Start } from './messages.js'
import { assertFine, type Fault, Refused } from './refusals.js'
import { firstFactors, isMfaSettled, isUsable, missingFactors, secondFactors } from './requirements.js'
import { type Advance, Rules, type Who } from './rules.js'
import { STARTS } from './starts.js'
import { stepsOf } from './totp-steps.js'
import {
  ACCESS_SECONDS,
  type ClientName,
  type PersonName,
  REFRESH_SECONDS,
  SESSION_SECONDS,
  type SecondFactor,
} from './world.js'

const REMEMBERED_MS = 24 * 3600_000

/** What must come of a message. */
export type Outcome =
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'challenge'; readonly challenge: Challenge; readonly available?: readonly string[] }
  | { readonly kind: 'tokens'; readonly tokens: Tokens; readonly available?: readonly string[] }
  | { readonly kind: 'done' }

/** The Session of an earlier step counts as none where a device proves itself, as some clients send it. */
function isOfStepBefore({ name, person, client, isForged }: AnswerTo, challenge: Challenge): boolean {
  const isDeviceStep = name === 'DEVICE_SRP_AUTH' || name === 'DEVICE_PASSWORD_VERIFIER'
  const isOwn = !isForged && challenge.person === person && challenge.client === client
  return isDeviceStep && isOwn && challenge.name !== name
}

/** A second opinion on everything that the pool answers. It changes with what the pool must have done. */
export class Model extends Rules {
  readonly #people = new Map<PersonName, Person>()
  readonly #tokens: Tokens[] = []
  /** What DefineAuthChallenge must have been told, in order. */
  readonly defined: { readonly rounds: readonly Round[] }[] = []

  person(name: PersonName): Person {
    const known = this.#people.get(name) ?? createPerson(this.setting, name, this.nowMs)
    this.#people.set(name, known)
    return known
  }

  // ---- what clients ask for

  start(message: Start): Outcome {
    return this.#judge(() => {
      assertFine(this.#flowFault(message), this.secretFault(message, 'hash'))
      assertFine(!message.person.exists && message.client === 'other' && 'noUser')
      const outcome = this.#follow(message, STARTS[message.flow](this, message))
      const isByChoice = message.flow === 'USER_AUTH' && message.signUp === undefined
      const available = isByChoice && { available: firstFactors(this.setting, message.person) }
      return { ...outcome, ...available } as Outcome
    })
  }

  answer(message: AnswerTo): Outcome {
    return this.#judge(() => {
      assertFine(this.secretFault(message, 'hash'))
      if (message.name === 'PASSWORD_VERIFIER') this.#assertOwnClaim(message)
      const exchange = message.name === 'PASSWORD_VERIFIER' ? message.claim?.exchange : undefined
      if (exchange && !exchange.isInSession) return this.#follow(message, this.#answerPlainProof(message, exchange))
      const challenge = this.#find(message)
      assertFine(...this.blocked(message.person))
      assertFine(this.deviceFault(message))
      const attempt = this.withDevice(challenge.attempt, message)
      const advance = ANSWERS[message.name](this, message, { ...challenge, attempt }, () => this.#spend(challenge))
      this.#spend(challenge)
      return this.#follow(message, advance)
    })
  }

  associate(challenge: Challenge, isForged: boolean): Outcome {
    return this.#judge(() => {
      this.#assertSetUp(challenge, isForged)
      const isOffered = this.setting.secondFactors.includes('SOFTWARE_TOKEN_MFA')
      assertFine(!(isOffered && this.mayStillSetUp(challenge.person)) && 'invalidSession')
      return this.#replaceSetUp(challenge, { isTokenVerified: false })
    })
  }

  verify(challenge: Challenge, isForged: boolean, code: string): Outcome {
    return this.#judge(() => {
      this.#assertSetUp(challenge, isForged)
      const { secret = '', person } = challenge
      assertFine(secret === '' && 'nothingSetUp', !this.mayStillSetUp(person) && 'invalidSession')
      const [step] = stepsOf(secret, code, this.nowMs)
      if (step === undefined) throw new Refused(['wrongSetUpCode'])
      person.totp = { secret, usedSteps: new Set([step]) }
      return this.#replaceSetUp(challenge, { isTokenVerified: true, secret })
    })
  }

  renew(message: Renewal): Outcome {
    return this.#judge(() => {
      const { refresh, client, isOldWay } = message
      const { grant } = refresh
      const isRotating = this.rotates(client)
      assertFine(isOldWay && isRotating && 'flowNotEnabled')
      assertFine(...this.#refreshFaults(message))
      if (isRotating) refresh.replacedAtMs ??= this.nowMs
      return { kind: 'tokens', tokens: this.#newTokens({ grant, isRenewal: true, isRotating }) }
    })
  }

  callDevice({ operation, access, deviceKey, isRemembered }: DeviceCall): Outcome {
    return this.#judge(() => {
      const { person, isRevoked } = access.grant
      assertFine(
        this.nowMs >= access.expiresAtMs && 'expiredAccess',
        isRevoked && 'revokedAccess',
        !person.isEnabled && 'disabled',
      )
      assertFine(!this.setting.devices && 'notTracking')
      const device = this.devices.find(other => other.key === deviceKey && other.person === person)
      const isThere = device && !device.isForgotten && (operation === 'ConfirmDevice' || device.isConfirmed)
      if (!isThere) throw new Refused(['noDevice'])
      if (operation === 'ForgetDevice') device.isForgotten = true
      else if (operation === 'UpdateDeviceStatus') device.isRemembered = isRemembered
      else this.#confirm(device)
      return { kind: 'done' }
    })
  }

  confirmSignUp(person: Person, client: ClientName): SignUpSession {
    person.isConfirmed = true
    person.isVerified = true
    return { person, client, expiresAtMs: this.nowMs + SESSION_SECONDS * 1000, isSpent: false }
  }

  setEnabled(person: Person, isEnabled: boolean): void {
    person.isEnabled = isEnabled
    if (isEnabled) return
    for (const { grant } of this.#tokens) if (grant.person === person) grant.isRevoked = true
  }

  setFactor(person: Person, factor: SecondFactor, isOn: boolean, isPreferred: boolean): Outcome {
    return this.#judge(() => {
      assertFine(isPreferred && !isOn && 'nothingSetUp')
      assertFine(isOn && !isUsable(this.setting, person, factor) && 'nothingSetUp')
      if (isOn) person.enabled.add(factor)
      else if (this.setting.mfa !== 'ON') person.enabled.delete(factor)
      if (isPreferred) person.preferred = factor
      else if (person.preferred === factor) person.preferred = undefined
      return { kind: 'done' }
    })
  }

  // ---- within

  #judge(work: () => Outcome): Outcome {
    try {
      return work()
    } catch (refused) {
      if (refused instanceof Refused) return { kind: 'refused', refused }
      throw refused
    }
  }

  #flowFault({ flow, client }: Start): Fault {
    return client === 'other' && (flow === 'USER_PASSWORD_AUTH' || flow === 'USER_AUTH') && 'flowNotEnabled'
  }

  #assertOwnClaim({ claim, client, person }: AnswerTo): void {
    if (!claim) throw new Refused(['incorrect'])
    assertFine(...this.claimFaults(claim, client, 'user'))
    const owner = claim.exchange?.person
    if (!owner?.exists) return
    assertFine(owner !== person && 'incorrect')
    assertFine(...this.blocked(owner))
  }

  #answerPlainProof(message: AnswerTo, { person, attempt }: Exchange): Advance {
    this.provePassword(person, message.claim !== undefined && this.proves(message.claim))
    assertFine(this.deviceFault(message))
    return { passed: { ...this.withDevice(attempt, message), shown: new Set(['password']) } }
  }

  /** @throws {Refused} for whatever is wrong with the session of an answer. */
  #find(message: AnswerTo): Challenge {
    const { challenge, name, person, client, isForged } = message
    const isBound = (other: Challenge) => other.name === name && other.person === person && other.client === client
    if (challenge === undefined || isOfStepBefore(message, challenge)) return this.#youngest(message, isBound)
    assertFine((isForged || !isBound(challenge)) && 'invalidSession', ...this.#endFaults(challenge))
    return challenge
  }

  /** The device steps may come without a session: then it is the youngest that they fit. */
  #youngest(message: AnswerTo, isBound: (other: Challenge) => boolean): Challenge {
    const { name, challenge, claim, client, deviceKey } = message
    if (name === 'DEVICE_PASSWORD_VERIFIER' && claim) assertFine(...this.claimFaults(claim, client, 'device'))
    const isMeant = (other: Challenge) => {
      if (name === 'DEVICE_SRP_AUTH') return other.attempt.deviceKey === deviceKey
      return name === 'DEVICE_PASSWORD_VERIFIER' && other.exchange === claim?.exchange
    }
    const found = this.challenges.filter(
      other => isBound(other) && isMeant(other) && this.#endFaults(other).every(fault => !fault),
    )
    const youngest = found.at(-1)
    if (youngest === undefined) throw new Refused([challenge ? 'invalidSession' : 'noSession'])
    return youngest
  }

  #endFaults({ expiresAtMs, isSpent }: Challenge): Fault[] {
    return [this.nowMs >= expiresAtMs && 'expiredSession', isSpent && 'spentSession']
  }

  #assertSetUp(challenge: Challenge, isForged: boolean): void {
    const isFitting = !isForged && challenge.name === 'MFA_SETUP'
    assertFine(!isFitting && 'invalidSession', ...this.#endFaults(challenge))
    assertFine(...this.blocked(challenge.person))
  }

  #replaceSetUp(challenge: Challenge, more: Partial<Challenge>): Outcome {
    this.#spend(challenge)
    const { choices = [], attempt } = challenge
    const next = this.ask('MFA_SETUP', challenge, attempt, { choices, ...more })
    return this.#follow(challenge, next)
  }

  #spend(challenge: Challenge): void {
    challenge.isSpent = true
  }

  #confirm(device: Device): void {
    assertFine(device.isConfirmed && 'confirmedDevice')
    device.isConfirmed = true
    device.isRemembered = this.setting.devices?.DeviceOnlyRememberedOnUserPrompt === false
  }

  #refreshFaults({ refresh, client, secret, deviceKey, isOldWay }: Renewal): Fault[] {
    const { grant, replacedAtMs } = refresh
    const { nowMs } = this
    const graceMs = (this.setting.graceSeconds ?? 0) * 1000
    const device = this.device(grant.person, grant.deviceKey)
    const isDeviceRight = !this.setting.devices || (device !== undefined && device.key === deviceKey)
    const hashFault = this.secretFault({ client, secret }, isOldWay ? 'hash' : 'secret')
    return [
      hashFault === 'wrongHash' && client === 'other' ? 'refreshHash' : hashFault,
      (grant.client !== client || !isDeviceRight) && 'invalidRefresh',
      nowMs >= grant.expiresAtMs && 'expiredRefresh',
      nowMs >= grant.expiresAtMs + REMEMBERED_MS && 'invalidRefresh',
      replacedAtMs !== undefined && nowMs >= replacedAtMs + graceMs && 'reusedRefresh',
      !grant.person.isEnabled && 'disabled',
      grant.isRevoked && 'revokedRefresh',
    ]
  }

  #follow(who: Who, advance: Advance): Outcome {
    const next = 'passed' in advance ? this.#goOn(who, advance.passed) : advance
    return 'asked' in next ? { kind: 'challenge', challenge: next.asked } : { kind: 'tokens', tokens: next.tokens }
  }

  /** What comes next, in the service's order: the triggers, a new password, MFA or the device, tokens. */
  #goOn(who: Who, passed: Attempt): { asked: Challenge } | { tokens: Tokens } {
    const { person } = who
    const asked = this.#askTriggers(who, passed)
    if (asked && 'asked' in asked) return asked as { asked: Challenge }
    const attempt = asked?.passed ?? passed
    assertFine(!person.exists && 'incorrect')
    const next = this.#nextChallenge(who, attempt)
    if (next) return next as { asked: Challenge }
    const device = this.device(person, attempt.deviceKey)
    const missing = missingFactors(this.setting, person, attempt, device)
    if (missing.length > 0) throw new Error(`the model itself gives tokens without ${missing.join(' and ')}`)
    return { tokens: this.#signedIn(who, device) }
  }

  #askTriggers(who: Who, attempt: Attempt): Advance | undefined {
    const { rounds, shown } = attempt
    if (rounds === undefined) return undefined
    this.defined.push({ rounds })
    const decision = decide(rounds)
    if (decision === 'issue') return { passed: { ...attempt, rounds: undefined, shown: new Set([...shown, 'custom']) } }
    if (decision === 'fail') throw new Refused(['incorrect'])
    return decision === 'prove'
      ? this.askForProof(who, attempt, { isInSession: true })
      : this.ask('CUSTOM_CHALLENGE', who, attempt)
  }

  #nextChallenge(who: Who, attempt: Attempt): Advance | undefined {
    const { person } = who
    const { devices } = this.setting
    if (person.isTemporary) {
      assertFine(this.nowMs >= person.temporaryUntilMs && 'temporaryExpired')
      return this.ask('NEW_PASSWORD_REQUIRED', who, attempt)
    }
    const device = this.device(person, attempt.deviceKey)
    const mustProveDevice = device?.isRemembered && !attempt.shown.has('device')
    const deviceStep = () => this.ask('DEVICE_SRP_AUTH', who, attempt)
    if (mustProveDevice && devices?.ChallengeRequiredOnNewDevice) return deviceStep()
    const factors = isMfaSettled(this.setting, attempt, device) ? [] : secondFactors(this.setting, person)
    if (factors === 'setUp') {
      return this.ask('MFA_SETUP', who, attempt, { choices: this.setting.secondFactors })
    }
    if (factors.length > 1) return this.ask('SELECT_MFA_TYPE', who, attempt, { choices: factors })
    if (factors[0]) return this.ask(factors[0], who, attempt)
    return mustProveDevice ? deviceStep() : undefined
  }

  #signedIn({ person, client }: Who, device: Device | undefined): Tokens {
    const grant = {
      person,
      client,
      expiresAtMs: this.nowMs + REFRESH_SECONDS * 1000,
      isOnNewDevice: this.setting.devices !== undefined && device === undefined,
      deviceKey: device?.key,
      isRevoked: false,
    }
    return this.#newTokens({ grant, isRenewal: false, isRotating: false })
  }

  #newTokens(how: { grant: Tokens['grant']; isRenewal: boolean; isRotating: boolean }): Tokens {
    const { grant, isRenewal, isRotating } = how
    const refresh: RefreshToken | undefined = isRenewal && !isRotating ? undefined : { grant }
    const tokens = { grant, access: { grant, expiresAtMs: this.nowMs + ACCESS_SECONDS * 1000 }, refresh }
    this.#tokens.push(tokens)
    return tokens
  }
}
