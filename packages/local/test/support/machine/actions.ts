import fc from 'fast-check'
import type { ChallengeName } from './knowledge.js'
import type { Flow, Proof } from './messages.js'
import { type PersonName, SETTINGS, type SecondFactor, type SettingName } from './world.js'

/** What may happen, at random. Numbers that say which one count from the youngest. */

/** What becomes of a request: it is repeated, its answer is lost (and it is sent again), or it is lost itself. */
export type Delivery = 'once' | 'twice' | 'answerLost' | 'resent' | 'requestLost'
export type Value = 'right' | 'wrong' | 'stale' | 'early' | 'late'

const CHALLENGES: readonly ChallengeName[] = [
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'PASSWORD',
  'PASSWORD_SRP',
  'SMS_OTP',
  'EMAIL_OTP',
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
]
const FACTORS: readonly SecondFactor[] = ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA']

/** Mostly the first, sometimes another. */
function mostly<T>(usual: T, weight: number, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
}

const who = mostly<0 | 1>(0, 3, 1)
const recent = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(6) })
const mainClient = mostly<'main' | 'other'>('main', 10, 'other')
const anyClient = fc.constantFrom<('main' | 'other')[]>('main', 'other')
const secret = mostly<Proof>('right', 12, 'wrong', 'missing')
const delivery = mostly<Delivery>('once', 6, 'twice', 'answerLost', 'resent', 'requestLost')
/** The number of one of the same kind; the youngest of the other kind: a device's instead of a password's. */
export type ExchangePick = number | 'own' | 'ofOtherKind' | 'forged'

/** A device's number; one that nobody has; none. */
export type DevicePick = number | 'none' | 'unknown' | 'own'
const device = mostly<DevicePick>(0, 2, 'none', 'none', 1, 'unknown')
/** Where it is about devices: there is one. */
const knownDevice = mostly<DevicePick>(0, 4, 1, 1, 'none', 'unknown')

const FLOWS: readonly Flow[] = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH']
type Preferred = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | undefined
const anyFactor = fc.constantFrom<Preferred[]>(undefined, 'PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP')

interface Beginning {
  readonly flows: readonly Flow[]
  readonly device: fc.Arbitrary<DevicePick>
  readonly client: fc.Arbitrary<'main' | 'other'>
  readonly preferred: fc.Arbitrary<Preferred>
}

/** Which Session a USER_AUTH begins with: of a sign-up, of a challenge, or one that the pool never made. */
export type SignUpPick = number | 'forged' | 'ofChallenge'

const start = ({ flows, device, client, preferred }: Beginning) =>
  fc.record({
    kind: fc.constant('start' as const),
    flow: fc.constantFrom(...flows),
    who,
    client,
    device,
    preferred,
    isInOneStep: fc.boolean(),
    withSrp: fc.boolean(),
    secret,
    isRight: mostly(true, 3, false),
    delivery,
    signUp: fc.constant<SignUpPick | undefined>(undefined),
  })

/** A sign-in with nothing but right answers, to its end or some way. */
const signIn = ({ flows, device, client, preferred }: Beginning) =>
  fc.record({
    kind: fc.constant('signIn' as const),
    flow: fc.constantFrom(...flows),
    who,
    client,
    device,
    preferred,
    withSrp: fc.boolean(),
    /** How many challenges are answered. */
    steps: fc.oneof({ weight: 2, arbitrary: fc.constant(12) }, { weight: 3, arbitrary: fc.nat(3) }),
    isConfirming: mostly(true, 4, false),
    isRemembering: mostly(true, 2, false),
  })

const answer = fc.record({
  kind: fc.constant('answer' as const),
  which: recent,
  /** Among those that were not answered yet. */
  isOpen: mostly(true, 2, false),
  value: mostly<Value>('right', 3, 'wrong', 'wrong', 'stale', 'stale', 'early', 'late'),
  /** Of a first or second factor; `undefined`: one that was offered. */
  choice: fc.option(fc.nat(11), { nil: undefined }),
  isInOneStep: fc.boolean(),
  as: mostly<ChallengeName | undefined>(undefined, 7, ...CHALLENGES),
  who: mostly<0 | 1 | undefined>(undefined, 6, 0, 1),
  isOtherClient: mostly(false, 10, true),
  /** `own`: the one that the challenge is about. */
  device: fc.oneof({ weight: 4, arbitrary: fc.constant('own' as const) }, { weight: 1, arbitrary: knownDevice }),
  session: mostly<'sent' | 'forged' | 'missing'>('sent', 16, 'forged', 'missing'),
  /** The device steps may come without one. */
  hasDeviceSession: fc.boolean(),
  /** Whose SRP exchange is proven. */
  exchange: mostly<ExchangePick>('own', 3, 0, 0, 1, 'ofOtherKind', 'forged'),
  secret,
  delivery,
})

const setUp = fc.record({
  kind: fc.constant('setUp' as const),
  step: fc.constantFrom('associate' as const, 'verify' as const),
  which: recent,
  /** Among those that were not answered yet, and are of MFA_SETUP. */
  isOpen: mostly(true, 4, false),
  value: mostly<Value>('right', 3, 'wrong', 'stale', 'late'),
  isForged: mostly(false, 12, true),
  delivery,
})

const deviceCall = fc.record({
  kind: fc.constant('device' as const),
  operation: fc.constantFrom('ConfirmDevice' as const, 'UpdateDeviceStatus' as const, 'ForgetDevice' as const),
  which: recent,
  device,
  isRemembered: fc.boolean(),
})

const renewal = fc.record({
  kind: fc.constant('renew' as const),
  which: recent,
  /** Among those that a rotation has replaced. */
  isReplaced: fc.boolean(),
  client: mostly<'own' | 'another'>('own', 8, 'another'),
  device: fc.oneof({ weight: 5, arbitrary: fc.constant('own' as const) }, { weight: 1, arbitrary: device }),
  secret: mostly<Proof>('right', 4, 'wrong', 'missing'),
  isOldWay: mostly(false, 3, true),
  delivery,
})

const wait = fc.record({
  kind: fc.constant('wait' as const),
  seconds: mostly(30, 1, 31, 60, 100, 180, 180, 600, 3600, 86_400, 86_400),
})

/** Wrong passwords, mostly more at once than are free. */
const guess = fc.record({ kind: fc.constant('guess' as const), who, times: fc.integer({ min: 4, max: 7 }) })

const enable = fc.record({
  kind: fc.constant('enable' as const),
  who,
  to: fc.constantFrom<('disabled' | 'enabled' | 'disabledForAMoment')[]>('disabled', 'enabled', 'disabledForAMoment'),
})

const factor = fc.record({
  kind: fc.constant('factor' as const),
  who,
  factor: fc.constantFrom(...FACTORS),
  isOn: mostly(true, 2, false),
  isPreferred: fc.constant<boolean>(false),
})

const confirm = fc.record({ kind: fc.constant('confirm' as const), who })

type ArbitraryAction = typeof answer | typeof setUp | typeof deviceCall | typeof renewal | typeof wait | typeof guess
type Valued<T> = T extends fc.Arbitrary<infer Value> ? Value : never
export type Action = Valued<
  | ArbitraryAction
  | ReturnType<typeof start>
  | ReturnType<typeof signIn>
  | typeof enable
  | typeof factor
  | typeof confirm
>
export type ActionOf<Kind extends Action['kind']> = Extract<Action, { kind: Kind }>

export interface Sequence {
  readonly setting: SettingName
  /** Two people, perhaps the same. */
  readonly cast: readonly [PersonName, PersonName]
  readonly actions: readonly Action[]
}

const EVERYBODY: readonly PersonName[] = [
  'plain',
  'totp',
  'sms',
  'two',
  'unverified',
  'temporary',
  'bare',
  'unconfirmed',
  'ghost',
]
const EVERYWHERE = Object.keys(SETTINGS) as SettingName[]

/** What a sequence is about. */
interface Subject {
  readonly settings?: readonly SettingName[]
  readonly people?: readonly PersonName[]
  readonly flows?: readonly Flow[]
  readonly client?: fc.Arbitrary<'main' | 'other'>
  readonly preferred?: fc.Arbitrary<Preferred>
  /** Whether somebody has signed in from a remembered device before. */
  readonly hasTokens?: boolean
  /** How often things happen, next to how often they do anyway. */
  readonly more: Partial<Record<Action['kind'], number>>
}

function about(subject: Subject): fc.Arbitrary<Sequence> {
  const { settings, people, flows = FLOWS, client = mainClient, preferred = anyFactor, hasTokens, more } = subject
  const beginning = { flows, client, preferred, device: hasTokens ? knownDevice : device }
  const arbitraries = {
    start: start(beginning),
    signIn: signIn(beginning),
    answer,
    setUp,
    device: deviceCall,
    renew: renewal,
    wait,
    guess,
    enable,
    factor,
  }
  const usual = { start: 6, signIn: 6, answer: 18, device: 2, renew: 2, wait: 5, guess: 1, enable: 1, factor: 2 }
  const weights: Partial<Record<Action['kind'], number>> = { ...usual, ...more }
  const kinds = Object.keys(arbitraries) as (keyof typeof arbitraries)[]
  const action = fc.oneof(
    ...kinds.map(kind => ({ weight: weights[kind] ?? 0, arbitrary: arbitraries[kind] as fc.Arbitrary<Action> })),
  )
  const before = signIn({ flows: ['USER_PASSWORD_AUTH'], client, device, preferred }).map(it => ({
    ...it,
    who: 0 as const,
    client: 'main' as const,
    device: 'none' as const,
    steps: 12,
    isConfirming: true,
    isRemembering: true,
  }))
  const rest = fc.array(action, { minLength: 1, maxLength: 22, size: 'max' })
  const actions = hasTokens ? fc.tuple(before, rest).map(([first, others]) => [first, ...others]) : rest
  const name = fc.constantFrom(...(people ?? EVERYBODY))
  return fc.record({ setting: fc.constantFrom(...(settings ?? EVERYWHERE)), cast: fc.tuple(name, name), actions })
}

const ofWeight = (weight: number, arbitrary: fc.Arbitrary<Sequence>) => ({ weight, arbitrary })

export const sequence: fc.Arbitrary<Sequence> = fc.oneof(
  ofWeight(2, about({ more: { setUp: 2 } })),
  ofWeight(2, about({ flows: ['USER_AUTH'], more: { answer: 24, enable: 3 } })),
  ofWeight(2, about({ flows: ['CUSTOM_AUTH'], more: { answer: 24 } })),
  ofWeight(2, about({ flows: ['USER_SRP_AUTH', 'USER_AUTH'], more: { enable: 2 } })),
  ofWeight(2, about({ people: ['temporary'], more: { answer: 26, signIn: 3 } })),
  ofWeight(
    4,
    about({
      settings: ['withoutDevices'],
      people: ['plain', 'two'],
      flows: ['USER_AUTH'],
      preferred: fc.constantFrom<Preferred[]>(undefined, 'EMAIL_OTP', 'EMAIL_OTP', 'PASSWORD'),
      more: { start: 9, signIn: 2, answer: 24, factor: 16, wait: 1, renew: 0, device: 0, guess: 0, enable: 0 },
    }),
  ),
  ofWeight(
    4,
    about({
      settings: ['everyDevice', 'everyFactor', 'everyFactor', 'codesOnly'],
      people: ['bare', 'bare', 'bare', 'totp'],
      flows: ['USER_PASSWORD_AUTH'],
      more: { start: 10, signIn: 8, answer: 20, setUp: 24, wait: 2, enable: 2, device: 0, renew: 0, guess: 0 },
    }),
  ),
  ofWeight(
    6,
    about({
      settings: ['everyDevice', 'chosenDevices'],
      people: ['plain', 'totp', 'sms', 'temporary'],
      flows: ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH'],
      hasTokens: true,
      more: { start: 12, device: 4, answer: 30, guess: 0 },
    }),
  ),
  ofWeight(
    3,
    about({
      flows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'],
      client: anyClient,
      hasTokens: true,
      more: { renew: 20, wait: 8, device: 5, enable: 4, answer: 4, guess: 0 },
    }),
  ),
)

/** Sign-ins that begin with the session of a sign-up, and factors that are preferred. */
const signUpStart = fc
  .record({
    started: start({
      flows: ['USER_AUTH'],
      client: fc.constant('main'),
      device: fc.constantFrom<DevicePick[]>('none', 0),
      preferred: anyFactor,
    }),
    signUp: mostly<SignUpPick | undefined>(0, 6, 0, 1, 'forged', 'ofChallenge', undefined),
  })
  .map(({ started, signUp }) => ({ ...started, signUp }))

const either = fc.constantFrom<(0 | 1)[]>(0, 1)

const preferredFactor = fc
  .record({ set: factor, who: either, isPreferred: mostly(true, 2, false) })
  .map(({ set, ...others }) => ({ ...set, ...others }))

const anySignIn = fc
  .record({
    signedIn: signIn({
      flows: ['USER_PASSWORD_AUTH', 'USER_AUTH'],
      client: fc.constant('main'),
      device,
      preferred: fc.constant('PASSWORD'),
    }),
    who: either,
  })
  .map(({ signedIn, who }) => ({ ...signedIn, who }))

export const afterSignUp: fc.Arbitrary<Sequence> = fc.record({
  setting: fc.constantFrom(...EVERYWHERE),
  cast: fc.tuple(fc.constant<PersonName>('signedUp'), fc.constantFrom<PersonName[]>('signedUp', 'two', 'two')),
  actions: fc
    .array(
      fc.oneof<fc.WeightedArbitrary<Action>[]>(
        { weight: 3, arbitrary: signUpStart },
        { weight: 4, arbitrary: preferredFactor },
        { weight: 5, arbitrary: answer },
        { weight: 2, arbitrary: setUp },
        { weight: 4, arbitrary: anySignIn },
        { weight: 1, arbitrary: confirm },
        { weight: 1, arbitrary: wait },
        { weight: 1, arbitrary: enable },
      ),
      { minLength: 1, maxLength: 22, size: 'max' },
    )
    .map(actions => [{ kind: 'confirm' as const, who: 0 as const }, ...actions]),
})
