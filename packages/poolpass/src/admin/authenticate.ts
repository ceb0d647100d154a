import type { Call, StringMap } from '../cognito-idp/index.js'
import {
  type Check,
  type Checks,
  checkObject,
  checkOptions,
  checkSignal,
  checkTextMap,
  invalidOption,
} from '../errors/index.js'
import { allSteps } from '../sign-in/all-steps.js'
import { answerByHandlers } from '../sign-in/answer-by-handlers.js'
import { type ChallengeHandlers, checkHandlers } from '../sign-in/challenge-handlers.js'
import { type FlowOptions, newFlow, startFlow } from '../sign-in/flow.js'
import {
  type AppClient,
  type Challenge,
  type ChallengeJson,
  createAppClient,
  type DeviceCredentials,
  type SecretSource,
  type SignInResult,
} from '../sign-in/index.js'
import { printWithout } from '../sign-in/print-without.js'
import { respondToChallenge } from '../sign-in/respond-to-challenge.js'
import { checkSecretSource } from '../sign-in/secret-source.js'
import { checkPassword } from '../sign-in/sign-in-with-srp.js'
import type { AdminService, Operation, SendOptions } from './service.js'
import { checkText } from './text.js'

/** Which app client a sign-in is made for, where it is not the constructor's. */
export interface AppClientChoice {
  /** Default: the one given to the constructor, with its secret. */
  readonly clientId?: string | undefined
  /** Only for app clients that have one. */
  readonly clientSecret?: SecretSource | undefined
}

/** How an answer is given, and what goes with it. */
export interface AdminRespondOptions extends AppClientChoice {
  /** Answers what the pool asks for next. A challenge without a handler becomes a `ChallengeError`. */
  readonly challenges?: ChallengeHandlers | undefined
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** A device that the pool remembers. */
  readonly device?: DeviceCredentials | undefined
  /** Ends the sign-in with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Who is signed in, and how. */
export interface AdminAuthenticateOptions extends AdminRespondOptions {
  /** Username, alias or `sub`. */
  readonly username: string
  /** Goes to the pool as it is. */
  readonly password: string
}

const checkDevice: Check = (option, device) => {
  checkObject(option, device)
  const { deviceKey, deviceGroupKey, devicePassword } = device as Partial<DeviceCredentials>
  checkText(`${option}.deviceKey`, deviceKey)
  checkText(`${option}.deviceGroupKey`, deviceGroupKey)
  checkText(`${option}.devicePassword`, devicePassword)
}

const RESPOND_OPTIONS: Checks<AdminRespondOptions> = {
  clientId: checkText,
  clientSecret: checkSecretSource,
  challenges: (_, handlers) => void checkHandlers(handlers),
  clientMetadata: checkTextMap,
  device: checkDevice,
  signal: checkSignal,
}
const AUTHENTICATE_OPTIONS: Checks<AdminAuthenticateOptions> = {
  username: checkText,
  password: checkText,
  ...RESPOND_OPTIONS,
}

const ADMIN_NAMES: Readonly<Record<string, Operation>> = {
  InitiateAuth: 'AdminInitiateAuth',
  RespondToAuthChallenge: 'AdminRespondToAuthChallenge',
}

/** A secret is its app client's: that of the constructor does not go to another one. */
function choose(ours: AppClientChoice, { clientId = ours.clientId, clientSecret }: AppClientChoice): AppClientChoice {
  return { clientId, clientSecret: clientSecret ?? (clientId === ours.clientId ? ours.clientSecret : undefined) }
}

type AnyInput = Parameters<AdminService['send']>[1]

/** An app client whose calls go through the AWS SDK: those of a sign-in as an administrator's. */
function adminClient(service: AdminService, { clientId, clientSecret }: AppClientChoice): AppClient {
  if (clientId === undefined) throw invalidOption('clientId', 'is needed, here or in the constructor')
  const { userPoolId, clock, serviceClock } = service
  const call = (operation: string, given: object, options: SendOptions = {}) => {
    const adminName = ADMIN_NAMES[operation]
    const input = adminName === undefined ? given : { UserPoolId: userPoolId, ...given }
    const as = options.as ?? operation
    return service.send(adminName ?? (operation as Operation), input as AnyInput, { ...options, as })
  }
  return { ...createAppClient({ userPoolId, clientId, clientSecret, clock }), serviceClock, call: call as Call }
}

function flowOptions({ challenges, clientMetadata, device, signal }: AdminRespondOptions): FlowOptions {
  const asking = { handlers: checkHandlers(challenges), signal: signal ?? new AbortController().signal }
  return {
    clientMetadata,
    device,
    signal,
    onChallenge: (flow, challenge) => answerByHandlers(flow, challenge, asking),
  }
}

/** ADMIN_USER_PASSWORD_AUTH by AdminInitiateAuth, and AdminRespondToAuthChallenge until there are tokens. */
export async function authenticate(
  service: AdminService,
  client: AppClientChoice,
  options: AdminAuthenticateOptions,
): Promise<SignInResult> {
  checkOptions(options, AUTHENTICATE_OPTIONS)
  const { username, password } = options
  checkPassword(password)
  const flow = newFlow(adminClient(service, choose(client, options)), username, allSteps, flowOptions(options))
  flow.password = password
  // A new password that was chosen on the way is the one that a second start has to send.
  const result = await startFlow(flow, 'ADMIN_USER_PASSWORD_AUTH', () => ({ PASSWORD: flow.password ?? password }))
  return printWithout(result, 'tokens', 'device')
}

/** Answers a challenge that {@link authenticate} stopped at, here or in another process. */
export async function respond(
  service: AdminService,
  client: AppClientChoice,
  challenge: Challenge | ChallengeJson,
  answer: unknown,
  options: AdminRespondOptions = {},
): Promise<SignInResult> {
  checkOptions(options, RESPOND_OPTIONS)
  const appClient = adminClient(service, choose(client, options))
  return printWithout(await respondToChallenge(appClient, challenge, answer, flowOptions(options)), 'tokens', 'device')
}
