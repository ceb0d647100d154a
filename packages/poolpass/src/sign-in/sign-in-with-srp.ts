import { instant, type StringMap } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import { clientEphemeralKey } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import { type Challenge, type ChallengeJson, readChallenge } from './challenge.js'
import {
  answerAndContinue,
  type ChallengeStep,
  type ChallengeSteps,
  checkClientMetadata,
  continueFlow,
  type Flow,
  type SignInResult,
  secretParameters,
  startingOver,
} from './flow.js'
import { newPasswordRequired } from './new-password-required.js'
import { passwordVerifier } from './password-verifier.js'

/** What a plain password sign-in can meet. More challenges are more entries. */
export const srpSteps: ChallengeSteps = {
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
}

export interface SignInOptions {
  /** The username, or an alias that the pool accepts. */
  readonly username: string
  readonly password: string
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  readonly signal?: AbortSignal | undefined
  /** How challenges are answered. Default: {@link srpSteps}. */
  readonly steps?: ChallengeSteps | undefined
}

/**
 * Signs in by USER_SRP_AUTH: InitiateAuth, then RespondToAuthChallenge. The password never leaves the process.
 *
 * @throws {ChallengeError} when the pool asks for more than the password.
 * @throws {CognitoServiceError} with the `code` that says why it was refused.
 * @throws {UnavailableError} when the pool gave no usable answer within the client's deadline.
 * @throws {SrpError} when the pool's SRP values are unsafe.
 */
export async function signInWithSrp(client: AppClient, options: SignInOptions): Promise<SignInResult> {
  const { username, password, clientMetadata, signal, steps = srpSteps } = options
  if (typeof username !== 'string' || username === '') throw invalidOption('username', 'must be a non-empty string')
  if (typeof password !== 'string' || password === '') throw invalidOption('password', 'must be a non-empty string')
  checkClientMetadata(clientMetadata)
  signal?.throwIfAborted()
  const deadlineAtMs = client.clock.monotonicMs() + client.deadlineMs

  const attempt = async () => {
    const ephemeralKey = clientEphemeralKey({ random: client.random, engine: client.srpEngine })
    const flow: Flow = {
      client,
      steps,
      username,
      rounds: 0,
      password,
      ephemeralKey,
      clientMetadata,
      signal,
      deadlineAtMs,
    }
    const requestedAt = instant(client.clock)
    const output = await client.call(
      'InitiateAuth',
      {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: client.clientId,
        AuthParameters: {
          USERNAME: username,
          SRP_A: ephemeralKey.publicKey.toString(16),
          ...(await secretParameters(client, username)),
        },
        ClientMetadata: clientMetadata,
      },
      { signal, deadlineAtMs },
    )
    return continueFlow(flow, output, requestedAt)
  }
  return startingOver(client, deadlineAtMs, attempt, signal)
}

export interface RespondOptions {
  readonly clientMetadata?: StringMap | undefined
  readonly signal?: AbortSignal | undefined
  /** How challenges are answered. Default: {@link srpSteps}. */
  readonly steps?: ChallengeSteps | undefined
}

/**
 * Answers a challenge that a sign-in stopped at, here or in another process, and goes on to tokens or the next one.
 *
 * @param challenge `error.challenge`, or its JSON.
 * @param answer What the challenge asks for, e.g. {@link NewPasswordAnswer}.
 * @throws {TypeError} when the answer does not fit, or the challenge has no entry in the steps. Nothing was sent.
 */
export async function respondToChallenge(
  client: AppClient,
  challenge: Challenge | ChallengeJson,
  answer: unknown,
  options: RespondOptions = {},
): Promise<SignInResult> {
  const { clientMetadata, signal, steps = srpSteps } = options
  const json = readChallenge(challenge, client.userPoolId, client.clientId)
  const step = Object.hasOwn(steps, json.name) ? (steps[json.name] as ChallengeStep<unknown>) : undefined
  if (!step || step.automatic) throw invalidOption('challenge', `cannot be answered: there is no step for ${json.name}`)
  checkClientMetadata(clientMetadata)
  const deadlineAtMs = client.clock.monotonicMs() + client.deadlineMs
  const flow: Flow = { client, steps, username: json.username, rounds: 0, clientMetadata, signal, deadlineAtMs }
  return answerAndContinue(flow, json, await step.respond(flow, json, answer))
}
