import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '../wire.js'
import type { Action, ActionOf, Delivery, DevicePick, ExchangePick, Sequence, SignUpPick } from './actions.js'
import { answerValues } from './answer-values.js'
import { call, forged, hashOf, SRP_A, secretOf, verifierConfig } from './client.js'
import { differenceOf } from './difference.js'
import type {
  AccessToken,
  Challenge,
  Device,
  Exchange,
  Person,
  RefreshToken,
  SignUpSession,
  Tokens,
} from './knowledge.js'
import type { AnswerTo, Claim, Renewal, Start } from './messages.js'
import { Model, type Outcome } from './model.js'
import { totpAt } from './totp-steps.js'
import { CLIENT_IDS, SETTINGS, type World } from './world.js'

const UNKNOWN_DEVICE = 'us-east-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'

/** A request, and what the model says must come of it. */
interface Exchanged {
  readonly operation: string
  readonly input: object
  readonly judge: () => Outcome
  /** For the message of a failure. */
  readonly story: string
  /** Whether a repeated request may overtake: not where it matters which answer is whose. */
  readonly isInSession?: boolean
}

/** Plays one sequence against a pool and the model, and throws where they differ. */
export class Run {
  readonly #world: World
  readonly #model: Model
  readonly #cast: Sequence['cast']
  /** What clients have in their hands, oldest first. */
  readonly #challenges: Challenge[] = []
  readonly #refreshTokens: RefreshToken[] = []
  readonly #accessTokens: AccessToken[] = []
  readonly #signUps: SignUpSession[] = []

  constructor(world: World, { setting, cast }: Sequence) {
    this.#world = world
    this.#model = new Model(SETTINGS[setting], world.local.clock)
    this.#cast = cast
    for (const name of cast) this.#model.person(name)
  }

  async perform(action: Action): Promise<void> {
    await this.#carryOut(action)
    const { defined } = this.#world
    if (!isDeepStrictEqual(defined, this.#model.defined)) {
      throw new Error(`DefineAuthChallenge was told ${JSON.stringify(defined.at(-1))}, in ${JSON.stringify(action)}`)
    }
  }

  async #carryOut(action: Action): Promise<unknown> {
    const { local } = this.#world
    switch (action.kind) {
      case 'wait':
        return local.clock.advance({ seconds: action.seconds })
      case 'start':
        return this.#start(action)
      case 'signIn':
        return this.#signIn(action)
      case 'answer':
        return this.#answer(action)
      case 'setUp':
        return this.#setUp(action)
      case 'device':
        return this.#callDevice(action)
      case 'renew':
        return this.#renew(action)
      case 'guess':
        return this.#guess(action)
      case 'enable':
        return this.#enable(action)
      case 'factor':
        return this.#setFactor(action)
      case 'confirm':
        return this.#confirmSignUp(this.#person(action.who))
    }
  }

  #person = (who: 0 | 1) => this.#model.person(this.#cast[who])

  // ---- the beginning of a sign-in

  async #start(action: ActionOf<'start'>): Promise<Challenge | Tokens | undefined> {
    const { flow, client, secret, isRight, isInOneStep, delivery } = action
    const person = this.#person(action.who)
    const sent = this.#signUpSession(action.signUp)
    const isPasswordSent = flow === 'USER_PASSWORD_AUTH' || isInOneStep
    const message: Start = {
      flow,
      client,
      person,
      secret,
      deviceKey: this.#deviceKey(person, action.device, undefined),
      password: isPasswordSent ? (isRight ? person.password : 'Wrong-Horse-9') : undefined,
      preferred: action.preferred,
      withSrp: action.withSrp,
      signUp: sent?.signUp,
    }
    const { password, preferred, withSrp, deviceKey } = message
    const isCustomWithSrp = flow === 'CUSTOM_AUTH' && withSrp
    const isSrpSent = flow === 'USER_SRP_AUTH' || isCustomWithSrp || (flow === 'USER_AUTH' && withSrp)
    const parameters = {
      USERNAME: person.name,
      ...hashOf(client, person.name, secret),
      ...(deviceKey !== undefined && { DEVICE_KEY: deviceKey }),
      ...(password !== undefined && { PASSWORD: password }),
      ...(flow === 'USER_AUTH' && preferred !== undefined && { PREFERRED_CHALLENGE: preferred }),
      ...(isCustomWithSrp && { CHALLENGE_NAME: 'SRP_A' }),
      ...(isSrpSent && { SRP_A }),
    }
    return this.#exchange(delivery, {
      operation: 'InitiateAuth',
      input: { AuthFlow: flow, ClientId: CLIENT_IDS[client], AuthParameters: parameters, Session: sent?.text ?? null },
      judge: () => this.#model.start(message),
      story: `${flow} of ${person.name} at ${client}${sent ? ' after a sign-up' : ''}`,
      isInSession: sent !== undefined,
    })
  }

  /** What is sent as the Session of a sign-up. Nothing where there is none of that kind. */
  #signUpSession(pick: SignUpPick | undefined): { text: string; signUp: NonNullable<Start['signUp']> } | undefined {
    if (pick === undefined) return undefined
    const signUp = this.#signUps.at(typeof pick === 'number' ? -1 - pick : -1)
    const text = pick === 'ofChallenge' ? this.#challenges.at(-1)?.session : signUp?.session
    if (text === undefined) return undefined
    if (pick === 'forged') return { text: forged(text), signUp: 'invalid' }
    return { text, signUp: pick === 'ofChallenge' ? 'invalid' : (signUp ?? 'invalid') }
  }

  /** Right answers only. */
  async #signIn(action: ActionOf<'signIn'>): Promise<void> {
    const { isConfirming, isRemembering, steps, ...how } = action
    const started = {
      ...how,
      kind: 'start',
      secret: 'right',
      isRight: true,
      isInOneStep: true,
      delivery: 'once',
      signUp: undefined,
    } as const
    let next = await this.#start(started)
    for (let step = 0; next && 'name' in next && step < steps; step++) next = await this.#answerRightly(next)
    if (!next || !('access' in next) || !isConfirming) return
    const device = this.#model.devices.find(({ key }) => key === (next as Tokens).grant.deviceKey)
    if (!device || device.isConfirmed) return
    await this.#sendDeviceCall('ConfirmDevice', next.access, device.key, true)
    await this.#sendDeviceCall('UpdateDeviceStatus', next.access, device.key, isRemembering)
  }

  async #answerRightly(challenge: Challenge): Promise<Challenge | Tokens | undefined> {
    let asked: Challenge | Tokens | undefined = challenge
    if (challenge.name === 'MFA_SETUP') {
      asked = await this.#sendSetUp('associate', challenge, 'right', false, 'once')
      if (asked && 'name' in asked) asked = await this.#sendSetUp('verify', asked, 'right', false, 'once')
    }
    if (!asked || !('name' in asked)) return undefined
    return this.#sendAnswer(asked, {
      kind: 'answer',
      which: 0,
      isOpen: true,
      value: 'right',
      choice: undefined,
      isInOneStep: true,
      as: undefined,
      who: undefined,
      isOtherClient: false,
      device: 'own',
      session: 'sent',
      hasDeviceSession: true,
      exchange: 'own',
      secret: 'right',
      delivery: 'once',
    })
  }

  // ---- answers

  async #answer(action: ActionOf<'answer'>): Promise<void> {
    const { isOpen, which } = action
    const open = this.#challenges.filter(({ isSpent }) => !isSpent)
    const challenge = (isOpen ? open : this.#challenges).at(-1 - which)
    if (challenge) await this.#sendAnswer(challenge, action)
  }

  async #sendAnswer(challenge: Challenge, action: ActionOf<'answer'>): Promise<Challenge | Tokens | undefined> {
    const { secret, delivery, value } = action
    const name = action.as ?? challenge.name
    const person = action.who === undefined ? challenge.person : this.#person(action.who)
    const client = action.isOtherClient ? (challenge.client === 'main' ? 'other' : 'main') : challenge.client
    const deviceKey = this.#deviceKey(person, action.device, challenge)
    const isProof = name === 'PASSWORD_VERIFIER' || name === 'DEVICE_PASSWORD_VERIFIER'
    const exchange = isProof
      ? this.#exchangeOf(challenge, name === 'DEVICE_PASSWORD_VERIFIER', action.exchange)
      : undefined
    const values = await answerValues(this.#world.local, this.#challenges, { challenge, name, exchange, action })
    const isLeftOut = action.session === 'missing' || (name.startsWith('DEVICE_') && !action.hasDeviceSession)
    const isSent = !isLeftOut && challenge.session !== undefined
    const isForged = action.session === 'forged'
    const claim: Claim | undefined = isProof ? { exchange, isRight: value !== 'wrong' && value !== 'stale' } : undefined
    const sessionOf = isSent ? challenge : undefined
    const message: AnswerTo = { name, client, person, secret, deviceKey, challenge: sessionOf, isForged, values, claim }
    const responses = {
      ...values,
      USERNAME: person.name,
      DEVICE_KEY: deviceKey ?? null,
      ...hashOf(client, person.name, secret),
    }
    return this.#exchange(delivery, {
      operation: 'RespondToAuthChallenge',
      input: {
        ChallengeName: name,
        ClientId: CLIENT_IDS[client],
        Session: isSent ? this.#sessionText(challenge, isForged) : null,
        ChallengeResponses: responses,
      },
      judge: () => this.#model.answer(message),
      story: `${name} in ${challenge.name} of ${challenge.person.name} as ${person.name}`,
      isInSession: isSent && exchange?.isInSession !== false,
    })
  }

  #sessionText = ({ session = '' }: Challenge, isForged: boolean) => (isForged ? forged(session) : session)

  #exchangeOf({ exchange }: Challenge, isOfDevice: boolean, which: ExchangePick): Exchange | undefined {
    if (which === 'forged') return undefined
    if (which === 'own' && exchange) return exchange
    const opened = this.#challenges.flatMap(other => other.exchange ?? [])
    const others = opened.filter(other => other !== exchange)
    const ofKind = (isDevice: boolean) => others.filter(({ device }) => (device !== undefined) === isDevice)
    return which === 'ofOtherKind'
      ? ofKind(!isOfDevice).at(-1)
      : ofKind(isOfDevice).at(which === 'own' ? -1 : -1 - which)
  }

  // ---- MFA_SETUP

  async #setUp({ step, which, isOpen, value, isForged, delivery }: ActionOf<'setUp'>): Promise<void> {
    const sessions = this.#challenges.filter(({ session }) => session !== undefined)
    const meant = sessions.filter(({ name, isSpent }) => name === 'MFA_SETUP' && !isSpent)
    const challenge = (isOpen ? meant : sessions).at(-1 - which)
    if (challenge) await this.#sendSetUp(step, challenge, value, isForged, delivery)
  }

  async #sendSetUp(
    step: 'associate' | 'verify',
    challenge: Challenge,
    value: string,
    isForged: boolean,
    delivery: Delivery,
  ): Promise<Challenge | Tokens | undefined> {
    const { nowMs } = this.#model
    const stepsOff = { late: -1, stale: -3 }[value] ?? 0
    const code = totpAt(value === 'wrong' ? 'A'.repeat(32) : (challenge.secret ?? 'A'.repeat(32)), nowMs, stepsOff)
    const Session = this.#sessionText(challenge, isForged)
    const isAssociating = step === 'associate'
    return this.#exchange(delivery, {
      operation: isAssociating ? 'AssociateSoftwareToken' : 'VerifySoftwareToken',
      input: isAssociating ? { Session } : { Session, UserCode: code },
      judge: () =>
        isAssociating ? this.#model.associate(challenge, isForged) : this.#model.verify(challenge, isForged, code),
      story: `${step} in ${challenge.name} of ${challenge.person.name}`,
      isInSession: true,
    })
  }

  // ---- devices

  #deviceKey(person: Person, pick: DevicePick, challenge: Challenge | undefined): string | undefined {
    if (pick === 'none') return undefined
    if (pick === 'unknown') return UNKNOWN_DEVICE
    if (pick === 'own') {
      return challenge?.name.startsWith('DEVICE_') ? challenge.attempt.deviceKey : undefined
    }
    const { devices } = this.#model
    const own = devices.filter(device => device.person === person)
    return (own.at(-1 - pick) ?? devices.at(-1 - pick))?.key
  }

  async #callDevice({ operation, which, device, isRemembered }: ActionOf<'device'>): Promise<void> {
    const access = this.#accessTokens.at(-1 - which)
    if (!access) return
    const key = this.#deviceKey(access.grant.person, device, undefined) ?? access.grant.deviceKey ?? UNKNOWN_DEVICE
    await this.#sendDeviceCall(operation, access, key, isRemembered)
  }

  async #sendDeviceCall(
    operation: ActionOf<'device'>['operation'],
    access: AccessToken,
    deviceKey: string,
    isRemembered: boolean,
  ): Promise<void> {
    const device = this.#model.devices.find(({ key }) => key === deviceKey)
    const own = { person: access.grant.person, key: deviceKey, group: '-group', password: 'password' } as Device
    const more = {
      ConfirmDevice: { DeviceSecretVerifierConfig: await verifierConfig(device ?? own) },
      UpdateDeviceStatus: { DeviceRememberedStatus: isRemembered ? 'remembered' : 'not_remembered' },
      ForgetDevice: {},
    }
    await this.#exchange('once', {
      operation,
      input: { AccessToken: access.text, DeviceKey: deviceKey, ...more[operation] },
      judge: () => this.#model.callDevice({ operation, access, deviceKey, isRemembered }),
      story: `${operation} by ${access.grant.person.name}`,
    })
  }

  // ---- tokens

  async #renew(action: ActionOf<'renew'>): Promise<void> {
    const replaced = this.#refreshTokens.filter(({ replacedAtMs }) => replacedAtMs !== undefined)
    const refresh = (action.isReplaced && replaced.length > 0 ? replaced : this.#refreshTokens).at(-1 - action.which)
    if (!refresh) return
    const { grant } = refresh
    const { secret, isOldWay } = action
    const client = action.client === 'own' ? grant.client : grant.client === 'main' ? 'other' : 'main'
    const isOwnDevice = action.device === 'own'
    const deviceKey = isOwnDevice ? grant.deviceKey : this.#deviceKey(grant.person, action.device, undefined)
    const message: Renewal = { refresh, client, secret, deviceKey, isOldWay }
    const ClientId = CLIENT_IDS[client]
    const parameters = {
      REFRESH_TOKEN: refresh.text,
      DEVICE_KEY: deviceKey ?? null,
      ...hashOf(client, grant.person.name, secret),
    }
    await this.#exchange(action.delivery, {
      operation: isOldWay ? 'InitiateAuth' : 'GetTokensFromRefreshToken',
      input: isOldWay
        ? { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: parameters }
        : { ClientId, RefreshToken: refresh.text, DeviceKey: deviceKey ?? null, ...secretOf(client, secret) },
      judge: () => this.#model.renew(message),
      story: `renewal of ${grant.person.name} at ${client}`,
    })
  }

  // ---- what else happens

  /** Wrong passwords, all at once. */
  async #guess({ who, times }: ActionOf<'guess'>): Promise<void> {
    const person = this.#person(who)
    const message = {
      flow: 'USER_PASSWORD_AUTH',
      client: 'main',
      person,
      secret: 'right',
      password: 'Wrong-Horse-9',
    } as const
    const exchanged: Exchanged = {
      operation: 'InitiateAuth',
      input: {
        AuthFlow: message.flow,
        ClientId: CLIENT_IDS.main,
        AuthParameters: { USERNAME: person.name, PASSWORD: message.password },
      },
      judge: () => this.#model.start({ ...message, deviceKey: undefined, withSrp: false }),
      story: `guesses at ${person.name}`,
      isInSession: true,
    }
    await this.#sendAtOnce(exchanged, times)
  }

  #enable({ who, to }: ActionOf<'enable'>): void {
    const person = this.#person(who)
    if (!person.exists) return
    const changes = { disabled: [false], enabled: [true], disabledForAMoment: [false, true] }
    for (const isEnabled of changes[to]) {
      this.#world.local.user(person.name).setEnabled(isEnabled)
      this.#model.setEnabled(person, isEnabled)
    }
  }

  async #setFactor({ who, factor, isOn, isPreferred }: ActionOf<'factor'>): Promise<void> {
    const person = this.#person(who)
    if (!person.exists) return
    const settings = {
      SMS_MFA: 'SMSMfaSettings',
      EMAIL_OTP: 'EmailMfaSettings',
      SOFTWARE_TOKEN_MFA: 'SoftwareTokenMfaSettings',
    }
    await this.#exchange('once', {
      operation: 'AdminSetUserMFAPreference',
      input: { Username: person.name, [settings[factor]]: { Enabled: isOn, PreferredMfa: isPreferred } },
      judge: () => this.#model.setFactor(person, factor, isOn, isPreferred),
      story: `${factor} of ${person.name}`,
    })
  }

  /** By the code that is sent, once. */
  async #confirmSignUp(person: Person): Promise<void> {
    if (person.isConfirmed || !person.isEnabled || person.email === undefined) return
    const { local } = this.#world
    const client = 'main'
    const account = { ClientId: CLIENT_IDS[client], Username: person.name }
    await call(local, 'ResendConfirmationCode', account)
    const ConfirmationCode = local.inbox.at(-1)?.code
    const answer = await call(local, 'ConfirmSignUp', { ...account, ConfirmationCode })
    if (answer?.error !== '') throw new Error(`ConfirmSignUp of ${person.name}: ${answer?.error}`)
    this.#signUps.push({ ...this.#model.confirmSignUp(person, client), session: answer.body.Session })
  }

  // ---- sending

  async #exchange(delivery: Delivery, exchanged: Exchanged): Promise<Challenge | Tokens | undefined> {
    const { operation, input, judge, story, isInSession } = exchanged
    if (delivery === 'requestLost') return this.#lose(exchanged, 'before')
    if (delivery === 'answerLost') return this.#lose(exchanged, 'after')
    if (delivery === 'resent') await this.#lose(exchanged, 'after')
    if (delivery === 'twice' && isInSession) return this.#sendAtOnce(exchanged, 2)
    if (delivery === 'twice') await this.#exchange('once', exchanged)
    const outcome = judge()
    const answer = await call(this.#world.local, operation, input)
    return this.#take(outcome, answer, story)
  }

  async #lose({ operation, input, judge, story }: Exchanged, dropConnection: 'before' | 'after'): Promise<undefined> {
    const { local } = this.#world
    if (dropConnection === 'after') judge()
    local.failNext({ operation, dropConnection })
    const answer = await call(local, operation, input)
    if (answer) throw new Error(`${story}: was answered ${answer.error} in spite of a fault`)
  }

  /** All of them must come to what the model says of one after the other, in whatever order. */
  async #sendAtOnce({ operation, input, judge, story }: Exchanged, times: number) {
    const open = Array.from({ length: times }, judge)
    const answers = await Promise.all(open.map(() => call(this.#world.local, operation, input)))
    const taken = answers.map(answer => {
      const index = open.findIndex(outcome => answer && differenceOf(outcome, answer) === undefined)
      const [outcome] = open.splice(Math.max(index, 0), 1)
      return this.#take(outcome as Outcome, answer, `${story}, ${times} at once`)
    })
    return taken.find(next => next !== undefined)
  }

  // ---- answers of the pool

  #take(outcome: Outcome, answer: Answer | undefined, story: string): Challenge | Tokens | undefined {
    if (!answer) throw new Error(`${story}: the connection broke`)
    const difference = differenceOf(outcome, answer)
    if (difference !== undefined) throw new Error(`${story}: ${difference}`)
    if (outcome.kind === 'challenge') return this.#takeChallenge(outcome.challenge, answer)
    return outcome.kind === 'tokens' ? this.#takeTokens(outcome.tokens, answer) : undefined
  }

  #takeChallenge(challenge: Challenge, answer: Answer): Challenge {
    const { Session, ChallengeParameters, SecretCode } = answer.body
    challenge.session = Session
    challenge.question = ChallengeParameters?.question
    challenge.secret ??= SecretCode
    if (challenge.exchange) challenge.exchange.opened = answer
    const isSent = /^(SMS_MFA|SMS_OTP|EMAIL_OTP)$/.test(challenge.name) && challenge.person.exists
    if (isSent) challenge.code = this.#world.local.inbox.at(-1)?.code
    this.#challenges.push(challenge)
    return challenge
  }

  #takeTokens(tokens: Tokens, { body }: Answer): Tokens {
    const { AccessToken, RefreshToken, NewDeviceMetadata } = body.AuthenticationResult
    const { grant, access, refresh } = tokens
    access.text = AccessToken
    this.#accessTokens.push(access)
    if (refresh) {
      refresh.text = RefreshToken
      this.#refreshTokens.push(refresh)
    }
    if (NewDeviceMetadata) {
      const { DeviceKey: key, DeviceGroupKey: group } = NewDeviceMetadata
      grant.deviceKey = key
      const status = { isConfirmed: false, isRemembered: false, isForgotten: false }
      this.#model.devices.push({ person: grant.person, key, group, password: `secret of ${key}`, ...status })
    }
    return tokens
  }
}
