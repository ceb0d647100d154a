import type {
  AccessToken,
  Challenge,
  ChallengeName,
  Exchange,
  Person,
  RefreshToken,
  SignUpSession,
} from './knowledge.js'
import type { ClientName } from './world.js'

/** What a client sends, as far as it matters for what must come of it. */

export type Flow = 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'USER_AUTH' | 'CUSTOM_AUTH'

/** How the client secret is proven. For a client without one, `right` is to send nothing. */
export type Proof = 'right' | 'wrong' | 'missing'

interface Sender {
  readonly client: ClientName
  readonly person: Person
  readonly secret: Proof
  readonly deviceKey: string | undefined
}

export interface Start extends Sender {
  readonly flow: Flow
  readonly password?: string | undefined
  readonly preferred?: string | undefined
  /** SRP_A is sent along. */
  readonly withSrp: boolean
  /** Sent as Session; `'invalid'`: one that is not of a sign-up. */
  readonly signUp?: SignUpSession | 'invalid' | undefined
}

/** PASSWORD_CLAIM_…: what was signed. */
export interface Claim {
  /** `undefined`: a SECRET_BLOCK that the pool never made. */
  readonly exchange: Exchange | undefined
  /** By whoever has the device's secret, or this password; of now. */
  readonly isRight: boolean
}

export interface AnswerTo extends Sender {
  readonly name: ChallengeName
  /** Whose Session is sent. `undefined`: none. */
  readonly challenge: Challenge | undefined
  /** The Session is one that the pool never made. */
  readonly isForged: boolean
  readonly values: Readonly<Record<string, string>>
  readonly claim?: Claim | undefined
}

export interface Renewal {
  readonly refresh: RefreshToken
  readonly client: ClientName
  readonly secret: Proof
  readonly deviceKey: string | undefined
  /** By REFRESH_TOKEN_AUTH. */
  readonly isOldWay: boolean
}

export interface DeviceCall {
  readonly operation: 'ConfirmDevice' | 'UpdateDeviceStatus' | 'ForgetDevice'
  readonly access: AccessToken
  readonly deviceKey: string
  readonly isRemembered: boolean
}
