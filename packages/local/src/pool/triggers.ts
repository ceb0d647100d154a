import { invalidParameter, ServiceError } from './service-error.js'
import type { User } from './user.js'

/** What every trigger is called with, in the shape that Cognito gives its Lambda functions. */
interface EventOf<Request, Response> {
  /** Of the event's shape: `1`. */
  readonly version: string
  /** Of the pool. */
  readonly region: string
  /** Of the pool that calls. */
  readonly userPoolId: string
  /** Which trigger, and on what occasion: `PreSignUp_SignUp`. */
  readonly triggerSource: string
  /** Whom it is about. */
  readonly userName: string
  /** Who called: `clientId` is the app client, `awsSdkVersion` is `poolpass-local` here. */
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string }
  /** What the trigger is told. */
  readonly request: Request
  /** What the trigger decides: it fills this, or returns an event that has it filled. */
  response: Response
}

/** What most triggers are told of a user. */
interface UserRequest {
  /** With `sub` and `cognito:user_status`. */
  readonly userAttributes: Readonly<Record<string, string>>
  /** The ClientMetadata of the request that led here, where the service hands it over. */
  readonly clientMetadata?: Readonly<Record<string, string>>
}

/** What the triggers of a custom sign-in are told. */
interface CustomRequest extends UserRequest {
  /** What was answered so far, oldest first. */
  readonly session: readonly ChallengeResult[]
  /** There is no such user, and the app client hides that. */
  readonly userNotFound?: boolean
}

/** One round of a custom sign-in. */
export interface ChallengeResult {
  /** `CUSTOM_CHALLENGE`, or what SRP is made of: `SRP_A` and `PASSWORD_VERIFIER`. */
  readonly challengeName: string
  /** Whether the answer was right. */
  readonly challengeResult: boolean
  /** What CreateAuthChallenge called this round. */
  readonly challengeMetadata?: string
}

/** Decides what comes next: `challengeName` asks for more, `issueTokens` ends well, `failAuthentication` ends badly. */
export type DefineAuthChallengeEvent = EventOf<
  CustomRequest,
  { challengeName?: string | null; issueTokens?: boolean | null; failAuthentication?: boolean | null }
>

/**
 * Makes the challenge `challengeName`: `publicChallengeParameters` go to the client, `privateChallengeParameters` to
 * VerifyAuthChallengeResponse, and `challengeMetadata` names the round.
 */
export type CreateAuthChallengeEvent = EventOf<
  CustomRequest & { readonly challengeName: string },
  {
    publicChallengeParameters?: Record<string, string> | null
    privateChallengeParameters?: Record<string, string> | null
    challengeMetadata?: string | null
  }
>

/**
 * Judges the `challengeAnswer`, knowing the `privateChallengeParameters`: `answerCorrect`. `userNotFound`: there is no
 * such user, and the app client hides that.
 */
export type VerifyAuthChallengeResponseEvent = EventOf<
  UserRequest & {
    readonly privateChallengeParameters: Readonly<Record<string, string>>
    readonly challengeAnswer: string
    readonly userNotFound?: boolean
  },
  { answerCorrect?: boolean | null }
>

/** Is told of a sign-in; `newDeviceUsed`: it named no device, in a pool that tracks them. To throw refuses it. */
export type PostAuthenticationEvent = EventOf<UserRequest & { readonly newDeviceUsed: boolean }, Record<string, never>>

/** What becomes of a token's claims. */
interface ClaimChanges {
  /** Claims and their values. Those that the service reserves stay as they are. */
  claimsToAddOrOverride?: Record<string, unknown> | null
  /** Names of claims to leave out. */
  claimsToSuppress?: string[] | null
}

/** Groups and roles of a token. */
export interface GroupOverride {
  /** `cognito:groups`. */
  groupsToOverride?: string[] | null
  /** `cognito:roles`. */
  iamRolesToOverride?: string[] | null
  /** `cognito:preferred_role`. */
  preferredRole?: string | null
}

/**
 * Changes tokens before they are signed, knowing the user's groups (`groupConfiguration`) and the access token's
 * `scopes`. `idTokenGeneration` and `accessTokenGeneration` change one token each, `scopesToAdd` and `scopesToSuppress`
 * the scopes, and `groupOverrideDetails` both tokens' groups.
 */
export type PreTokenGenerationEvent = EventOf<
  UserRequest & { readonly groupConfiguration: GroupOverride; readonly scopes: readonly string[] },
  {
    /** V1: the ID token's claims, and both tokens' groups. */
    claimsOverrideDetails?: (ClaimChanges & { groupOverrideDetails?: GroupOverride | null }) | null
    /** V2: each token by itself. */
    claimsAndScopeOverrideDetails?: {
      idTokenGeneration?: ClaimChanges | null
      accessTokenGeneration?:
        | (ClaimChanges & { scopesToAdd?: string[] | null; scopesToSuppress?: string[] | null })
        | null
      groupOverrideDetails?: GroupOverride | null
    } | null
  }
>

/** Names and values, both text. */
type AttributeRecord = Readonly<Record<string, string>>

/**
 * Decides about a sign-up, knowing its `validationData`: `autoConfirmUser` needs no code, `autoVerifyEmail` and
 * `autoVerifyPhone` take the contact for verified. To throw refuses it.
 */
export type PreSignUpEvent = EventOf<
  UserRequest & { readonly validationData?: AttributeRecord },
  { autoConfirmUser?: boolean | null; autoVerifyEmail?: boolean | null; autoVerifyPhone?: boolean | null }
>

/** Is told of a sign-up or a password that was confirmed. */
export type PostConfirmationEvent = EventOf<UserRequest, Record<string, never>>

/**
 * Words a message: `smsMessage`, `emailMessage` and `emailSubject`. The text has to hold the `codeParameter`; there is no
 * `usernameParameter` here.
 */
export type CustomMessageEvent = EventOf<
  UserRequest & {
    /** What stands for the code in a message. */
    readonly codeParameter: string
    readonly usernameParameter: string | null
  },
  { smsMessage?: string | null; emailMessage?: string | null; emailSubject?: string | null }
>

/**
 * Brings a user along from elsewhere, at a sign-in or when a password was forgotten. `desiredDeliveryMediums` changes
 * nothing here; `enableSMSMFA` is refused as not implemented.
 */
export type UserMigrationEvent = EventOf<
  Pick<UserRequest, 'clientMetadata'> & {
    /** Of a sign-in, not of ForgotPassword. */
    readonly password?: string
    /** A sign-in's ClientMetadata. */
    readonly validationData?: AttributeRecord
  },
  {
    /** Of the user to make here. Without them there is none. */
    userAttributes?: Record<string, string> | null
    /** Default: CONFIRMED at sign-in, RESET_REQUIRED in ForgotPassword. */
    finalUserStatus?: 'CONFIRMED' | 'RESET_REQUIRED' | null
    /** Nobody is invited here, whatever it says. */
    messageAction?: string | null
    desiredDeliveryMediums?: string[] | null
    /** A verified address that is another user's alias becomes the new user's. */
    forceAliasCreation?: boolean | null
    enableSMSMFA?: boolean | null
  }
>

/** The event that each trigger is called with. */
interface Events {
  /** Before a user is made. */
  readonly preSignUp: PreSignUpEvent
  /** After ConfirmSignUp and ConfirmForgotPassword. */
  readonly postConfirmation: PostConfirmationEvent
  /** Before a code is sent. */
  readonly customMessage: CustomMessageEvent
  /** When somebody unknown signs in with a password, or has forgotten it. */
  readonly userMigration: UserMigrationEvent
  /** Before each round of CUSTOM_AUTH, and after the last. */
  readonly defineAuthChallenge: DefineAuthChallengeEvent
  /** When a round begins. */
  readonly createAuthChallenge: CreateAuthChallengeEvent
  /** When a round is answered. */
  readonly verifyAuthChallengeResponse: VerifyAuthChallengeResponseEvent
  /** After a sign-in, before its tokens are handed out. */
  readonly postAuthentication: PostAuthenticationEvent
  /** Before tokens are signed, at sign-ins and renewals. */
  readonly preTokenGeneration: PreTokenGenerationEvent
}

/** It fills the event's `response` in place, or returns an event of its own; now or later. */
type Trigger<Event> = (event: Event) => unknown

/** Plain functions in the place of the pool's Lambda functions. */
export type LocalTriggers = { readonly [Name in keyof Events]?: Trigger<Events[Name]> }

/** What the service calls each trigger in its messages. */
const TITLES: Readonly<Record<keyof Events, string>> = {
  preSignUp: 'PreSignUp',
  postConfirmation: 'PostConfirmation',
  customMessage: 'CustomMessage',
  userMigration: 'UserMigration',
  defineAuthChallenge: 'DefineAuthChallenge',
  createAuthChallenge: 'CreateAuthChallenge',
  verifyAuthChallengeResponse: 'VerifyAuthChallengeResponse',
  postAuthentication: 'PostAuthentication',
  preTokenGeneration: 'PreTokenGeneration',
}

export const TRIGGER_NAMES: readonly string[] = Object.keys(TITLES)

/** Who calls, where no app client does. */
export const NO_CLIENT = { clientId: 'CLIENT_ID_NOT_APPLICABLE' }

/** What an event says of where it comes from. */
export interface TriggerContext {
  readonly pool: { readonly id: string; readonly region: string; readonly triggers: LocalTriggers }
  readonly client: { readonly clientId: string }
}

export const attributesForTrigger = (user: User | undefined): Record<string, string> =>
  user ? { sub: user.sub, 'cognito:user_status': user.status, ...Object.fromEntries(user.attributes) } : {}

export const metadataForTrigger = (metadata: ReadonlyMap<string, string> | undefined) =>
  metadata === undefined ? {} : { clientMetadata: Object.fromEntries(metadata) }

/**
 * Calls a trigger.
 *
 * @param source The part of triggerSource after the `_`.
 * @returns Its response; `undefined` where there is no such trigger.
 * @throws {ServiceError} UserLambdaValidationException with what the trigger threw; InvalidLambdaResponseException.
 */
export async function callTrigger<Name extends keyof Events>(
  { pool, client }: TriggerContext,
  name: Name,
  source: string,
  userName: string,
  request: Events[Name]['request'],
): Promise<Events[Name]['response'] | undefined> {
  const trigger = pool.triggers[name] as Trigger<EventOf<unknown, unknown>> | undefined
  if (trigger === undefined) return undefined
  const family = name === 'preTokenGeneration' ? 'TokenGeneration' : TITLES[name]
  const event: EventOf<unknown, unknown> = {
    version: '1',
    region: pool.region,
    userPoolId: pool.id,
    triggerSource: `${family}_${source}`,
    userName,
    callerContext: { awsSdkVersion: 'poolpass-local', clientId: client.clientId },
    request,
    response: {},
  }
  let answered: unknown
  try {
    answered = await trigger(event)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new ServiceError('UserLambdaValidationException', `${TITLES[name]} failed with error ${message}.`)
  }
  const { response } = isObject(answered) && 'response' in answered ? answered : event
  if (!isObject(response)) throw unrecognizable()
  return response
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

export const unrecognizable = () => new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output')

/** @throws {ServiceError} InvalidParameterException unless all three triggers of a custom sign-in are there. */
export function assertCustomTriggers({ pool }: TriggerContext): void {
  const { defineAuthChallenge, createAuthChallenge, verifyAuthChallengeResponse } = pool.triggers
  if (!defineAuthChallenge || !createAuthChallenge || !verifyAuthChallengeResponse) {
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.')
  }
}
