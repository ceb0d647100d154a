import type { StringMap } from '../cognito-idp/index.js'
import { checkObject, invalidOption } from '../errors/index.js'
import { formatTimestamp } from '../srp/index.js'
import { allSteps } from './all-steps.js'
import { type AppClient, type AppClientOptions, createAppClient } from './app-client.js'
import { ChallengeError, type ChallengeJson } from './challenge.js'
import { DEVICE_MEMBERS, type DeviceCredentials, isDevice } from './device-credentials.js'
import { devicePasswordVerifier } from './device-steps.js'
import { type Flow, type FlowTraces, newFlow, type SignInResult, secretParameters } from './flow.js'
import { passwordVerifier } from './password-verifier.js'
import { printWithout } from './print-without.js'
import { respondToChallenge } from './respond-to-challenge.js'
import { secretHash } from './secret-hash.js'
import { beginSrp, checkPassword, signInWithSrp } from './sign-in-with-srp.js'

/** Whose sign-in it is, and with which app client. */
export interface AwsSrpOptions extends AppClientOptions {
  /** The username, or an alias that the pool accepts. */
  readonly username: string
  /** Proven, and never sent. */
  readonly password: string
  /** A remembered device. */
  readonly device?: DeviceCredentials | undefined
}

/**
 * The values of an SRP sign-in, for those who make the calls themselves, e.g. with the AWS SDK: pycognito's `AWSSRP`.
 * One object is good for one sign-in: {@link getAuthParams}, then {@link processChallenge}.
 */
export class AwsSrp {
  readonly #client: AppClient
  readonly #options: AwsSrpOptions
  readonly #flow: Flow
  /** A new password that may have reached the pool, though its answer was lost. */
  readonly #traces: FlowTraces = {}

  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
  constructor(options: AwsSrpOptions) {
    checkObject('options', options)
    checkPassword(options.password)
    if (options.device !== undefined && !isDevice(options.device)) throw invalidOption('device', DEVICE_MEMBERS)
    this.#client = createAppClient(options)
    this.#options = options
    this.#flow = newFlow(this.#client, options.username, allSteps, { device: options.device })
    this.#flow.password = options.password
  }

  /** AuthParameters of InitiateAuth with USER_SRP_AUTH. Makes a new ephemeral key each time. */
  async getAuthParams(): Promise<StringMap> {
    const { username } = this.#options
    return { USERNAME: username, ...beginSrp(this.#flow), ...(await this.#common(username)) }
  }

  /**
   * ChallengeResponses to PASSWORD_VERIFIER.
   *
   * @param requestParameters What InitiateAuth was sent; its USERNAME is used where the service names none.
   */
  async processChallenge(challengeParameters: StringMap, requestParameters: StringMap = {}): Promise<StringMap> {
    const username = challengeParameters.USERNAME ?? requestParameters.USERNAME ?? this.#options.username
    const challenge = this.#json('PASSWORD_VERIFIER', challengeParameters, username)
    const claims = await passwordVerifier.respond(this.#flow, challenge, undefined)
    return { ...claims, USERNAME: username, ...(await this.#common(username)) }
  }

  /** ChallengeResponses to DEVICE_PASSWORD_VERIFIER, for the SRP_A of {@link getAuthParams}. */
  async processDeviceChallenge(challengeParameters: StringMap): Promise<StringMap> {
    if (!this.#options.device) throw invalidOption('device', `is needed in the constructor: it ${DEVICE_MEMBERS}`)
    const username = challengeParameters.USERNAME ?? this.#options.username
    const challenge = this.#json('DEVICE_PASSWORD_VERIFIER', challengeParameters, username)
    const claims = await devicePasswordVerifier.respond(this.#flow, challenge, undefined)
    return { ...claims, USERNAME: username, ...(await this.#common(username)) }
  }

  /**
   * Makes the calls of a sign-in.
   *
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @throws As {@link signInWithSrp}.
   */
  async authenticateUser(options: { readonly clientMetadata?: StringMap } = {}): Promise<SignInResult> {
    const { username, password, device } = this.#options
    const traces = this.#traces
    const signingIn = signInWithSrp(this.#client, { username, password, device, ...options, steps: allSteps, traces })
    return printWithout(await signingIn, 'tokens', 'device')
  }

  /**
   * Signs in with a temporary password and replaces it.
   *
   * @param newPassword Has to satisfy the pool's policy.
   * @param options.userAttributes Values of the attributes that the pool demands, by their bare names.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @throws As {@link signInWithSrp}.
   */
  async setNewPasswordChallenge(
    newPassword: string,
    options: { readonly userAttributes?: Readonly<StringMap>; readonly clientMetadata?: StringMap } = {},
  ): Promise<SignInResult> {
    const { userAttributes, ...others } = options
    try {
      return await this.authenticateUser(others)
    } catch (error) {
      if (!(error instanceof ChallengeError) || error.challenge.name !== 'NEW_PASSWORD_REQUIRED') throw error
      const answer = { newPassword, userAttributes }
      const { device } = this.#options
      const traces = this.#traces
      const responding = respondToChallenge(this.#client, error.challenge, answer, { device, ...others, traces })
      return printWithout(await responding, 'tokens', 'device')
    }
  }

  /** SECRET_HASH over the username that the same request sends. */
  static async getSecretHash(username: string, clientId: string, clientSecret: string): Promise<string> {
    return secretHash(username, clientId, clientSecret)
  }

  /** TIMESTAMP as Cognito reads it; pycognito's `get_cognito_formatted_timestamp`. */
  static formatTimestamp(time: Date): string {
    return formatTimestamp(time.getTime())
  }

  async #common(username: string): Promise<StringMap> {
    const { device } = this.#options
    return { ...(device && { DEVICE_KEY: device.deviceKey }), ...(await secretParameters(this.#client, username)) }
  }

  #json(name: string, parameters: StringMap, username: string): ChallengeJson {
    if (!this.#flow.ephemeralKey) {
      throw invalidOption('challengeParameters', 'answer the SRP_A of getAuthParams(): call that first')
    }
    const { userPoolId, clientId, clock } = this.#client
    return { name, userPoolId, clientId, username, parameters, receivedAtMs: clock.wallMs() }
  }
}
