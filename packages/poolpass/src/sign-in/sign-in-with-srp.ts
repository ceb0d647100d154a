import type { StringMap } from '../cognito-idp/index.js'
import { checkText } from '../errors/index.js'
import { clientEphemeralKey } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import { type ChallengeSteps, type Flow, type FlowOptions, newFlow, type SignInResult, startFlow } from './flow.js'
import { passwordVerifier } from './password-verifier.js'

/** What a plain password sign-in answers by itself. More challenges are more entries: see {@link allSteps}. */
export const srpSteps: ChallengeSteps = { PASSWORD_VERIFIER: passwordVerifier }

/** Who signs in by SRP. */
export interface SignInOptions extends FlowOptions {
  /** The username, or an alias that the pool accepts. */
  readonly username: string
  /** Proven, and never sent. */
  readonly password: string
}

/**
 * Signs in by USER_SRP_AUTH: InitiateAuth, then RespondToAuthChallenge. The password never leaves the process.
 *
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. Nothing was sent.
 * @throws {ChallengeError} when the pool asks for more than the password.
 * @throws {CognitoServiceError} with the `code` that says why it was refused.
 * @throws {UnavailableError} when the pool gave no usable answer within the client's deadline.
 * @throws {SrpError} when the pool's SRP values are unsafe.
 */
export async function signInWithSrp(client: AppClient, options: SignInOptions): Promise<SignInResult> {
  const { username, password } = options
  checkPassword(password)
  const flow = newFlow(client, username, srpSteps, options)
  flow.password = password
  return startFlow(flow, 'USER_SRP_AUTH', () => beginSrp(flow))
}

export function checkPassword(password: unknown): asserts password is string {
  checkText('password', password)
}

/** SRP_A of a new ephemeral key, which the flow keeps for its proof. */
export function beginSrp(flow: Flow): StringMap {
  const { random, srpEngine } = flow.client
  flow.ephemeralKey = clientEphemeralKey({ random, engine: srpEngine })
  return { SRP_A: flow.ephemeralKey.publicKey.toString(16) }
}
