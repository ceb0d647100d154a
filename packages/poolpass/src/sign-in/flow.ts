import {
  type AuthOutput,
  backoffMs,
  type Instant,
  instant,
  type StringMap,
  waitForRetry,
} from '../cognito-idp/index.js'
import { checkText, checkTextMap, isPoolpassError, TokenError } from '../errors/index.js'
import type { EphemeralKey } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import { Challenge, type ChallengeError, type ChallengeJson, challengeErrorClass } from './challenge.js'
import { decodeClaims } from './claims.js'
import type { DeviceCredentials } from './device-credentials.js'
import { secretHash } from './secret-hash.js'

/** The tokens of a session, as the service issued them. */
export interface Tokens {
  /** A JWT for APIs that look at scopes and groups, and for Cognito's own user operations. */
  readonly accessToken: string
  /** A JWT with the user's attributes. */
  readonly idToken?: string
  /** Opaque. **The one that lives for days.** */
  readonly refreshToken?: string
  /** `Bearer`. */
  readonly tokenType: string
}

/** What a sign-in or a renewal brought. **Holds the tokens**; a plain function's shows them when it is printed. */
export interface SignInResult {
  /** As the service issued them; a renewal's hold the refresh token too, the old one where it was not rotated. */
  readonly tokens: Tokens
  /** The real username, which may differ from the alias that was typed. */
  readonly username: string
  /** When the request that was answered with the tokens left: their age counts from here. */
  readonly requestedAt: Instant
  /** The remembered device that the sign-in named. */
  readonly device?: DeviceCredentials
  /** A device that the pool handed out. Renewals are refused until it is confirmed. */
  readonly newDevice?: NewDevice
}

/** NewDeviceMetadata. */
export interface NewDevice {
  /** Its id in the pool. */
  readonly deviceKey: string
  /** Which its proof binds. */
  readonly deviceGroupKey: string
}

/** More challenges than any sign-in has: a pool that asks on and on is not answered for ever. */
const MOST_ROUNDS = 12

/** Lost answers after something was shown that may send a code, or count against the user. */
const MOST_REPEATED = 2
/** Before the first repetition of such. */
const REPEATED_AFTER_MS = 1_000

/** What a sign-in brings along besides its credentials. */
export interface FlowOptions {
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** Ends the sign-in with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** How challenges are answered. */
  readonly steps?: ChallengeSteps | undefined
  /** Named in every request. */
  readonly device?: DeviceCredentials | undefined
  /** Takes over at a challenge that the steps do not answer by themselves. Default: it becomes a ChallengeError. */
  readonly onChallenge?: ((flow: Flow, challenge: ChallengeJson) => Promise<SignInResult>) | undefined
  /** Under which the sign-in began. Default: its username. */
  readonly givenUsername?: string | undefined
  /** Is told a new password as soon as the pool has taken it. */
  readonly onNewPassword?: ((newPassword: string) => Promise<void>) | undefined
  /** Of earlier sign-ins of the same user. Default: none. */
  readonly traces?: FlowTraces | undefined
  /** Is told when something is about to be sent that the pool may answer with tokens. */
  readonly beforeTokens?: (() => void) | undefined
}

/** What is to be known of a sign-in that failed because an answer was lost. */
export interface FlowTraces {
  /** The pool may have sent a code, or counted a failure. */
  hasShownFactor?: boolean
  /**
   * Knows what else to try, once.
   *
   * @returns Whether there was something: the flow has it now.
   */
  recover?: ((flow: Flow, error: unknown) => Promise<boolean>) | undefined
}

/** One sign-in under way. */
export interface Flow extends FlowOptions {
  /** What the calls are made with. */
  readonly client: AppClient
  readonly steps: ChallengeSteps
  readonly traces: FlowTraces
  /** As typed at first; the real one as soon as the service has named it. */
  username: string
  readonly givenUsername: string
  /** Challenges met so far. */
  rounds: number
  /** As typed, or as last set. Absent in flows without one. */
  password?: string | undefined
  /** The first factor that was asked for in USER_AUTH. */
  readonly preferredChallenge?: string | undefined
  /** ConfirmSignUp's. It stands in for a first factor. */
  readonly session?: string | undefined
  /** Of the SRP proof under way. */
  ephemeralKey?: EphemeralKey | undefined
  /** By the monotonic clock. Time that a person takes is added to it. */
  deadlineAtMs: number
  /** Whether this attempt has shown more than a name. */
  hasShownFactor: boolean
}

/** How one challenge is answered. */
export interface ChallengeStep<Answer = never> {
  /** Answered from what the flow itself knows, without asking anyone: always, or where this says so. */
  readonly automatic?: true | ((flow: Flow, challenge: ChallengeJson) => boolean)
  /** What the table of refusals calls the answer, where RespondToAuthChallenge says too little. */
  readonly refusedAs?: string | undefined
  /**
   * Calls that come before the answer.
   *
   * @returns The challenge with the session to answer in.
   */
  prepare?(flow: Flow, challenge: ChallengeJson, answer: Answer): Promise<ChallengeJson>
  /** @returns ChallengeResponses without USERNAME, DEVICE_KEY and SECRET_HASH. */
  respond(flow: Flow, challenge: ChallengeJson, answer: Answer): Promise<StringMap> | StringMap
  /** Is told that the pool took the answer. */
  accepted?(flow: Flow, answer: Answer): Promise<void>
}

/** ChallengeName → how it is answered. A challenge without an entry becomes a ChallengeError. */
export type ChallengeSteps = Readonly<Record<string, ChallengeStep<never>>>

/** SECRET_HASH, for a client with a secret: over the username that the same request sends. */
export async function secretParameters(client: AppClient, username: string): Promise<StringMap> {
  const secret = await client.clientSecret()
  return secret === undefined ? {} : { SECRET_HASH: await secretHash(username, client.clientId, secret) }
}

/** @throws {TypeError} when `clientMetadata` is not a map of strings. */
export function checkClientMetadata(clientMetadata: StringMap | undefined): void {
  if (clientMetadata !== undefined) checkTextMap('clientMetadata', clientMetadata)
}

/** The flow of a sign-in or of an answer, from its options. */
export function newFlow(client: AppClient, username: string, steps: ChallengeSteps, options: FlowOptions): Flow {
  checkClientMetadata(options.clientMetadata)
  const deadlineAtMs = client.clock.monotonicMs() + client.deadlineMs
  return {
    ...options,
    client,
    username,
    givenUsername: options.givenUsername ?? username,
    steps: options.steps ?? steps,
    traces: options.traces ?? {},
    rounds: 0,
    deadlineAtMs,
    hasShownFactor: false,
  }
}

/**
 * Begins a sign-in: InitiateAuth, then what the challenges ask for; and again from its beginning whenever an answer was
 * lost, since nobody knows whether it was handled, and a proof is good for one ephemeral key only.
 *
 * @param begin Gives the flow's own AuthParameters. Asked at each attempt.
 */
export async function startFlow(flow: Flow, AuthFlow: string, begin: () => StringMap): Promise<SignInResult> {
  const { client, username, clientMetadata, signal } = flow
  checkText('username', username)
  signal?.throwIfAborted()
  for (let retries = 0, repeated = 0; ; retries++) {
    flow.username = username
    flow.rounds = 0
    flow.hasShownFactor = false
    try {
      const AuthParameters = { USERNAME: username, ...begin(), ...(await commonParameters(flow)) }
      const requestedAt = instant(client.clock)
      const { session: Session } = flow
      const input = { AuthFlow, ClientId: client.clientId, AuthParameters, Session, ClientMetadata: clientMetadata }
      if (AuthFlow !== 'USER_SRP_AUTH') showFactor(flow)
      const output = await client.call('InitiateAuth', input, { signal, deadlineAtMs: flow.deadlineAtMs })
      return await continueFlow(flow, { output, requestedAt })
    } catch (error) {
      if (await flow.traces.recover?.(flow, error)) continue
      if (!isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')) throw error
      if (flow.hasShownFactor && ++repeated > MOST_REPEATED) throw error
      const waitMs = backoffMs(retries, client.randomFraction(), flow.hasShownFactor ? REPEATED_AFTER_MS : undefined)
      await waitForRetry(client.clock, error, waitMs, flow)
    }
  }
}

function showFactor(flow: Flow): void {
  flow.beforeTokens?.()
  flow.hasShownFactor = flow.traces.hasShownFactor = true
}

/** What every request of a sign-in holds besides USERNAME. */
async function commonParameters({ client, username, device }: Flow): Promise<StringMap> {
  return { ...(device && { DEVICE_KEY: device.deviceKey }), ...(await secretParameters(client, username)) }
}

/** What the service said to an answer. */
export interface Answered {
  readonly output: AuthOutput
  readonly requestedAt: Instant
}

/**
 * Answers one challenge by all that its step says.
 *
 * @throws {TypeError} when the answer does not fit. Nothing was sent.
 */
export async function sendAnswer(
  flow: Flow,
  received: ChallengeJson,
  step: ChallengeStep<unknown>,
  answer?: unknown,
): Promise<Answered> {
  return sendPrepared(flow, step.prepare ? await step.prepare(flow, received, answer) : received, step, answer)
}

/** @param challenge What `prepare` of the step has made of the one that was received. */
export async function sendPrepared(
  flow: Flow,
  challenge: ChallengeJson,
  step: ChallengeStep<unknown>,
  answer: unknown,
): Promise<Answered> {
  const responses = await step.respond(flow, challenge, answer)
  const answered = await sendResponses(flow, challenge, responses, step.refusedAs)
  await step.accepted?.(flow, answer)
  return answered
}

async function sendResponses(
  flow: Flow,
  challenge: ChallengeJson,
  responses: StringMap,
  as: string | undefined,
): Promise<Answered> {
  const { client, signal, username } = flow
  const requestedAt = instant(client.clock)
  const input = {
    ClientId: client.clientId,
    ChallengeName: challenge.name,
    Session: challenge.session,
    ChallengeResponses: { ...responses, USERNAME: username, ...(await commonParameters(flow)) },
    ClientMetadata: flow.clientMetadata,
  }
  const call = { signal, deadlineAtMs: flow.deadlineAtMs, as }
  showFactor(flow)
  return { output: await client.call('RespondToAuthChallenge', input, call), requestedAt }
}

/**
 * Goes on from an answer of the service until tokens, or a challenge that needs an answer from outside.
 *
 * @throws {ChallengeError} for a challenge that the flow cannot answer by itself.
 */
export async function continueFlow(flow: Flow, { output, requestedAt }: Answered): Promise<SignInResult> {
  if (output.ChallengeName === undefined) return signInResult(flow, output, requestedAt)
  if (typeof output.ChallengeName !== 'string' || ++flow.rounds > MOST_ROUNDS) throw noWayOn()
  const challenge = receiveChallenge(flow, output, output.ChallengeName)
  const step = stepFor(flow.steps, challenge)
  if (step?.automatic === true) return continueFlow(flow, await sendAnswer(flow, challenge, step))
  if (flow.onChallenge) return flow.onChallenge(flow, challenge)
  throw unanswered(challenge)
}

export function stepFor(steps: ChallengeSteps, { name }: ChallengeJson): ChallengeStep<unknown> | undefined {
  return Object.hasOwn(steps, name) ? (steps[name] as ChallengeStep<unknown>) : undefined
}

function receiveChallenge(flow: Flow, output: AuthOutput, name: string): ChallengeJson {
  const parameters = output.ChallengeParameters ?? {}
  flow.username = parameters.USERNAME ?? parameters.USER_ID_FOR_SRP ?? flow.username
  return {
    name,
    userPoolId: flow.client.userPoolId,
    clientId: flow.client.clientId,
    username: flow.username,
    givenUsername: flow.givenUsername,
    parameters,
    ...(output.Session !== undefined && { session: output.Session }),
    ...(output.AvailableChallenges && { availableChallenges: output.AvailableChallenges }),
    receivedAtMs: flow.client.clock.wallMs(),
  }
}

export const HOW_TO_ANSWER =
  'call respond(error.challenge, answer) of the Cognito (`auth.cognito`), or respondToChallenge()'

/** @param advice What to do about it. */
export function unanswered(challenge: ChallengeJson, advice = HOW_TO_ANSWER, cause?: unknown): ChallengeError {
  const { name } = challenge
  const Class = challengeErrorClass(name)
  const remedy = name.startsWith('DEVICE_') ? 'give the `device`' : advice
  const message = `sign-in needs an answer to ${name}: ${remedy}`
  return new Class(message, { challenge: new Challenge(challenge), cause })
}

function signInResult(flow: Flow, output: AuthOutput, requestedAt: Instant): SignInResult {
  const tokens = readTokens(output)
  const claimed = decodeClaims(tokens.accessToken).username
  const { DeviceKey, DeviceGroupKey } = output.AuthenticationResult?.NewDeviceMetadata ?? {}
  return {
    tokens,
    username: typeof claimed === 'string' ? claimed : flow.username,
    requestedAt,
    ...(flow.device && { device: flow.device }),
    ...(DeviceKey && { newDevice: { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey ?? '' } }),
  }
}

function noWayOn(): TokenError {
  return new TokenError('ERR_POOLPASS_TOKEN_INVALID', 'the pool answered with neither tokens nor a challenge')
}

/** @throws {TokenError} when the answer holds no access token. */
export function readTokens(output: AuthOutput): Tokens {
  const { AccessToken, IdToken, RefreshToken, TokenType } = output.AuthenticationResult ?? {}
  if (typeof AccessToken !== 'string') {
    throw noWayOn()
  }
  return {
    accessToken: AccessToken,
    ...(IdToken !== undefined && { idToken: IdToken }),
    ...(RefreshToken !== undefined && { refreshToken: RefreshToken }),
    tokenType: TokenType ?? 'Bearer',
  }
}
