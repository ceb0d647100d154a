import type { LocalUser } from '@poolpass/local'
import type { Answer } from '../wire.js'
import { PASSWORD } from '../wire.js'
import type { Round } from './custom-rounds.js'
import {
  type ClientName,
  type PersonName,
  type SecondFactor,
  type Setting,
  TEMPORARY_PASSWORD_SECONDS,
  userOf,
} from './world.js'

/** What the model knows: people, what each sign-in has shown, and all that a client holds in its hands. */

/** What a sign-in can have shown. `code` is a one-time code in the place of a password. */
export type Factor = 'password' | 'code' | 'custom' | 'mfa' | 'device'

export interface Person {
  readonly name: PersonName
  readonly exists: boolean
  isConfirmed: boolean
  isEnabled: boolean
  password: string
  /** The password must be changed before anything else. */
  isTemporary: boolean
  readonly temporaryUntilMs: number
  readonly phone: string | undefined
  email: string | undefined
  isVerified: boolean
  readonly enabled: Set<SecondFactor>
  preferred: SecondFactor | undefined
  totp: { readonly secret: string; readonly usedSteps: Set<number> } | undefined
  failures: number
  lockedUntilMs: number
  lastAttemptAtMs: number
}

/** One sign-in so far. */
export interface Attempt {
  readonly shown: ReadonlySet<Factor>
  /** The device that it says it comes from. */
  readonly deviceKey?: string | undefined
  /** Of a custom sign-in that the triggers have not let through yet. */
  readonly rounds?: readonly Round[] | undefined
}

/** SRP values that the pool handed out, to prove a password or a device by. */
export interface Exchange {
  readonly purpose: 'user' | 'device'
  readonly person: Person
  readonly client: ClientName
  readonly device: Device | undefined
  /** The password when the exchange began: its salt is of no use for a later one. */
  readonly password: string
  readonly attempt: Attempt
  readonly isInSession: boolean
  readonly expiresAtMs: number
  /** Absent while its answer has not been seen, or never was. */
  opened?: Answer
}

export type ChallengeName =
  | 'PASSWORD_VERIFIER'
  | 'NEW_PASSWORD_REQUIRED'
  | 'CUSTOM_CHALLENGE'
  | 'SELECT_CHALLENGE'
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'SMS_OTP'
  | 'EMAIL_OTP'
  | 'SMS_MFA'
  | 'SOFTWARE_TOKEN_MFA'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP'
  | 'DEVICE_SRP_AUTH'
  | 'DEVICE_PASSWORD_VERIFIER'

/** A challenge that the pool has put, with its Session. */
export interface Challenge {
  readonly name: ChallengeName
  readonly person: Person
  readonly client: ClientName
  readonly attempt: Attempt
  readonly expiresAtMs: number
  readonly choices?: readonly string[]
  readonly isFirstFactor?: boolean
  readonly emailToSetUp?: string
  readonly exchange?: Exchange
  /** MFA_SETUP: the token was verified. */
  readonly isTokenVerified?: boolean
  isSpent: boolean
  /** What the answer brought. Absent while that has not been seen, or never was. */
  session?: string | undefined
  code?: string | undefined
  question?: string | undefined
  secret?: string | undefined
}

/** What ConfirmSignUp has handed out: it signs in by USER_AUTH. */
export interface SignUpSession {
  readonly person: Person
  readonly client: ClientName
  readonly expiresAtMs: number
  isSpent: boolean
  /** Absent while its answer has not been seen, or never was. */
  session?: string | undefined
}

export interface Device {
  readonly person: Person
  readonly key: string
  readonly group: string
  readonly password: string
  isConfirmed: boolean
  isRemembered: boolean
  isForgotten: boolean
}

/** One sign-in that got tokens, and all that descends from it. */
export interface Grant {
  readonly person: Person
  readonly client: ClientName
  readonly expiresAtMs: number
  /** Whether a device comes with the tokens, for the client to confirm. */
  readonly isOnNewDevice: boolean
  deviceKey: string | undefined
  isRevoked: boolean
}

export interface AccessToken {
  readonly grant: Grant
  readonly expiresAtMs: number
  text?: string
}

export interface RefreshToken {
  readonly grant: Grant
  replacedAtMs?: number
  text?: string
}

export interface Tokens {
  readonly grant: Grant
  readonly access: AccessToken
  /** Absent where a renewal leaves the old one in force. */
  readonly refresh: RefreshToken | undefined
}

export function createPerson(setting: Setting, name: PersonName, nowMs: number): Person {
  const user: Partial<LocalUser> = name === 'ghost' ? {} : userOf(setting, name)
  const { attributes = {}, password = PASSWORD, temporaryPassword = false, softwareToken } = user
  return {
    name,
    exists: name !== 'ghost',
    isConfirmed: user.confirmed ?? true,
    isEnabled: true,
    password,
    isTemporary: temporaryPassword,
    temporaryUntilMs: nowMs + TEMPORARY_PASSWORD_SECONDS * 1000,
    phone: attributes.phone_number,
    email: attributes.email,
    isVerified: attributes.phone_number_verified === 'true',
    enabled: new Set(user.mfa),
    preferred: undefined,
    totp: softwareToken === undefined ? undefined : { secret: softwareToken, usedSteps: new Set() },
    failures: 0,
    lockedUntilMs: 0,
    lastAttemptAtMs: nowMs,
  }
}
