import { type AuthOutput, backoffMs, type Instant, instant, type StringMap } from '../cognito-idp/index.js'
import { checkText, checkTextMap, isPoolpassError, TokenError } from '../errors/index.js'
import type { EphemeralKey } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import { Challenge, type ChallengeError, type ChallengeJson, challengeErrorClass } from './challenge.js'
import { decodeClaims } from './claims.js'
import type { DeviceCredentials } from './device-credentials.js'
import { secretHash } from './secret-hash.js'

/** The tokens of a session, as the service issued them. */
export interface Tokens {
  readonly accessToken: string
  readonly idToken?: string
  readonly refreshToken?: string
  /** `Bearer`. */
  readonly tokenType: string
}

export interface SignInResult {
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
  readonly deviceKey: string
  readonly deviceGroupKey: string
}

/** More challenges than any sign-in has: a pool that asks on and on is not answered for ever. */
const MOST_ROUNDS = 12

/** What a sign-in brings along besides its credentials. */
export interface FlowOptions {
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  readonly signal?: AbortSignal | undefined
  /** How challenges are answered. */
  readonly steps?: ChallengeSteps | undefined
  /** Named in every request. */
  readonly device?: DeviceCredentials | undefined
  /** Takes over at a challenge that the steps do not answer by themselves. Default: it becomes a ChallengeError. */
  readonly onChallenge?: ((flow: Flow, challenge: ChallengeJson) => Promise<SignInResult>) | undefined
  /** Is told a new password as soon as the pool has taken it. */
  readonly onNewPassword?: ((newPassword: string) => Promise<void>) | undefined
}

/** One sign-in under way. */
export interface Flow extends FlowOptions {
  readonly client: AppClient
  readonly steps: ChallengeSteps
  /** As typed at first; the real one as soon as the service has named it. */
  username: string
  /** Challenges met so far. */
  rounds: number
  password?: string | undefined
  /** The first factor that was asked for in USER_AUTH. */
  readonly preferredChallenge?: string | undefined
  /** ConfirmSignUp's. It stands in for a first factor. */
  readonly session?: string | undefined
  /** Of the SRP proof under way. */
  ephemeralKey?: EphemeralKey | undefined
  /** By the monotonic clock. Time that a person takes is added to it. */
  deadlineAtMs: number
  /** How often it may start over after a lost answer. */
  mostRestarts: number
}

/** How one challenge is answered. */
export interface ChallengeStep<Answer = never> {
  /** Answered from what the flow itself knows, without asking anyone: always, or where this says so. */
  readonly automatic?: true | ((flow: Flow, challenge: ChallengeJson) => boolean)
  /** What the table of refusals calls the answer, where RespondToAuthChallenge says too little. */
  readonly refusedAs?: string
  /** Calls that come before the answer. @returns The challenge with the session to answer in. */
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
    steps: options.steps ?? steps,
    rounds: 0,
    deadlineAtMs,
    mostRestarts: Number.POSITIVE_INFINITY,
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
  for (let retries = 0; ; retries++) {
    flow.username = username
    flow.rounds = 0
    try {
      const AuthParameters = { USERNAME: username, ...begin(), ...(await commonParameters(flow)) }
      const requestedAt = instant(client.clock)
      const { session: Session } = flow
      const input = { AuthFlow, ClientId: client.clientId, AuthParameters, Session, ClientMetadata: clientMetadata }
      const output = await client.call('InitiateAuth', input, { signal, deadlineAtMs: flow.deadlineAtMs })
      return await continueFlow(flow, { output, requestedAt })
    } catch (error) {
      if (!isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE') || retries >= flow.mostRestarts) throw error
      const waitMs = backoffMs(retries, client.randomFraction())
      if (client.clock.monotonicMs() + waitMs >= flow.deadlineAtMs) throw error
      await client.clock.sleep(waitMs, signal)
    }
  }
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

/** Sends the answer to one challenge. */
export async function sendResponses(
  flow: Flow,
  challenge: ChallengeJson,
  responses: StringMap,
  as?: string,
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
  if (step?.automatic === true) {
    const responses = await step.respond(flow, challenge, undefined)
    return continueFlow(flow, await sendResponses(flow, challenge, responses, step.refusedAs))
  }
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
    parameters,
    ...(output.Session !== undefined && { session: output.Session }),
    ...(output.AvailableChallenges && { availableChallenges: output.AvailableChallenges }),
    receivedAtMs: flow.client.clock.wallMs(),
  }
}

/** @param cause Why the answer that there was did not do. */
export function unanswered(challenge: ChallengeJson, cause?: unknown): ChallengeError {
  const Class = challengeErrorClass(challenge.name)
  const message = `sign-in needs an answer to ${challenge.name}: call respond(error.challenge, answer)`
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
  return new TokenError(
    'ERR_POOLPASS_TOKEN_INVALID',
    'the pool answered with neither tokens nor a challenge to go on with',
  )
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
