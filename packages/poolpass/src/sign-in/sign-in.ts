import type { StringMap } from '../cognito-idp/index.js'
import { checkObject, oneOf } from '../errors/index.js'
import { allSteps } from './all-steps.js'
import { answerAlone } from './answer-by-handlers.js'
import type { AppClient } from './app-client.js'
import { AUTH_FLOWS, type AuthFlow, type FirstFactor } from './auth-flows.js'
import { type Flow, type FlowOptions, newFlow, type SignInResult, startFlow } from './flow.js'
import { firstFactor } from './password-steps.js'
import { beginSrp, checkPassword } from './sign-in-with-srp.js'

/** Who signs in, and by which flow. */
export interface AnySignInOptions extends FlowOptions {
  /** The username, or an alias that the pool accepts. */
  readonly username: string
  /** Default `USER_SRP_AUTH`. */
  readonly authFlow?: AuthFlow | undefined
  /** USER_SRP_AUTH and USER_PASSWORD_AUTH need it. CUSTOM_AUTH then starts with SRP. */
  readonly password?: string | undefined
  /** The first factor of USER_AUTH. Default: PASSWORD_SRP where there is a password, else the pool lets choose. */
  readonly preferredChallenge?: FirstFactor | undefined
  /** What ConfirmSignUp answered: USER_AUTH then asks for no first factor. */
  readonly session?: string | undefined
}

/** Each flow's own AuthParameters. */
const BEGINNINGS: Readonly<Record<AuthFlow, (flow: Flow) => StringMap>> = {
  USER_SRP_AUTH(flow) {
    checkPassword(flow.password)
    return beginSrp(flow)
  },
  USER_PASSWORD_AUTH({ password }) {
    checkPassword(password)
    return { PASSWORD: password }
  },
  CUSTOM_AUTH: flow => (flow.password === undefined ? {} : { CHALLENGE_NAME: 'SRP_A', ...beginSrp(flow) }),
  USER_AUTH(flow) {
    if (flow.session !== undefined) return {}
    const preferred = flow.preferredChallenge ?? (flow.password === undefined ? undefined : 'PASSWORD_SRP')
    return preferred === undefined ? {} : { PREFERRED_CHALLENGE: preferred, ...firstFactor(flow, preferred) }
  },
}

/**
 * Signs in by any flow.
 *
 * @throws {ChallengeError} when the pool asks for more than the flow knows.
 * @throws As {@link signInWithSrp}.
 */
export async function signIn(client: AppClient, options: AnySignInOptions): Promise<SignInResult> {
  checkObject('options', options)
  const { username, password, authFlow = 'USER_SRP_AUTH' } = options
  oneOf(AUTH_FLOWS)('authFlow', authFlow)
  if (password !== undefined) checkPassword(password)
  const flow = newFlow(client, username, allSteps, { onChallenge: answerAlone, ...options })
  flow.password = password
  return startFlow(flow, authFlow, () => BEGINNINGS[authFlow](flow))
}
