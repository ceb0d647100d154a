import { type AuthOutput, backoffMs, type Instant, instant, type StringMap } from '../cognito-idp/index.js'
import { invalidOption, isPoolpassError, TokenError } from '../errors/index.js'
import type { EphemeralKey } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import { Challenge, type ChallengeJson, challengeErrorClass } from './challenge.js'
import { decodeClaims } from './claims.js'
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
}

/** More challenges than any sign-in has: a pool that asks on and on is not answered for ever. */
const MOST_ROUNDS = 12

/** One sign-in under way. */
export interface Flow {
  readonly client: AppClient
  readonly steps: ChallengeSteps
  /** As typed at first; the real one as soon as the service has named it. */
  username: string
  /** Challenges met so far. */
  rounds: number
  readonly password?: string | undefined
  readonly ephemeralKey?: EphemeralKey | undefined
  readonly clientMetadata?: StringMap | undefined
  readonly signal?: AbortSignal | undefined
  /** By the monotonic clock. */
  readonly deadlineAtMs: number
}

/** How one challenge is answered. */
export interface ChallengeStep<Answer = never> {
  /** Answered from what the flow itself knows, without asking anyone. */
  readonly automatic?: boolean
  /** @returns ChallengeResponses without USERNAME and SECRET_HASH. */
  respond(flow: Flow, challenge: ChallengeJson, answer: Answer): Promise<StringMap> | StringMap
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
  if (clientMetadata === undefined) return
  const isMap = typeof clientMetadata === 'object' && clientMetadata !== null
  if (!isMap || Object.values(clientMetadata).some(value => typeof value !== 'string')) {
    throw invalidOption('clientMetadata', 'must be an object whose values are strings')
  }
}

/** Answers one challenge and goes on until tokens, or a challenge that needs an answer from outside. */
export async function answerAndContinue(
  flow: Flow,
  challenge: ChallengeJson,
  responses: StringMap,
): Promise<SignInResult> {
  const requestedAt = instant(flow.client.clock)
  const output = await flow.client.call(
    'RespondToAuthChallenge',
    {
      ClientId: flow.client.clientId,
      ChallengeName: challenge.name,
      Session: challenge.session,
      ChallengeResponses: {
        ...responses,
        USERNAME: flow.username,
        ...(await secretParameters(flow.client, flow.username)),
      },
      ClientMetadata: flow.clientMetadata,
    },
    { signal: flow.signal, deadlineAtMs: flow.deadlineAtMs },
  )
  return continueFlow(flow, output, requestedAt)
}

/**
 * Goes on from an answer of the service.
 *
 * @throws {ChallengeError} for a challenge that the flow's steps cannot answer by themselves.
 */
export async function continueFlow(flow: Flow, output: AuthOutput, requestedAt: Instant): Promise<SignInResult> {
  if (output.ChallengeName === undefined) return signInResult(flow, output, requestedAt)
  if (typeof output.ChallengeName !== 'string' || ++flow.rounds > MOST_ROUNDS) throw noWayOn()
  const challenge = receiveChallenge(flow, output, output.ChallengeName)
  const step = Object.hasOwn(flow.steps, challenge.name) ? flow.steps[challenge.name] : undefined
  if (!step?.automatic) throw unanswered(challenge)
  return answerAndContinue(flow, challenge, await step.respond(flow, challenge, undefined as never))
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

function unanswered(challenge: ChallengeJson): Error {
  const Class = challengeErrorClass(challenge.name)
  const message = `sign-in needs an answer to ${challenge.name}: call respond(error.challenge, answer) of the Cognito`
  return new Class(message, { challenge: new Challenge(challenge) })
}

function signInResult(flow: Flow, output: AuthOutput, requestedAt: Instant): SignInResult {
  const tokens = readTokens(output)
  const claimed = decodeClaims(tokens.accessToken).username
  return { tokens, username: typeof claimed === 'string' ? claimed : flow.username, requestedAt }
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

/**
 * Runs the part of a sign-in that needs nobody's answer, and again from its beginning whenever an answer was lost:
 * nobody knows whether it was handled, and a proof is good for one ephemeral key only.
 */
export async function startingOver<T>(
  client: AppClient,
  deadlineAtMs: number,
  attempt: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')) throw error
      const waitMs = backoffMs(retries, client.randomFraction())
      if (client.clock.monotonicMs() + waitMs >= deadlineAtMs) throw error
      await client.clock.sleep(waitMs, signal)
    }
  }
}
