import { findSubject } from '../credentials.js'
import { findSignUpSession } from '../self-service/sign-up-sessions.js'
import { incorrectCredentials, invalidParameter } from '../service-error.js'
import { askForCode, assertCode } from './codes.js'
import { beginWithDevice, noteDevice } from './device-note.js'
import { availableFactors, type FirstFactor } from './first-factors.js'
import { goOn } from './gates.js'
import { isPasswordProven } from './password-auth.js'
import { askForProof } from './password-verifier.js'
import {
  assertMaySignIn,
  requireParameter,
  requireUsername,
  type SignInOutcome,
  type SignInRequest,
} from './request.js'
import { type Advance, ask, type SessionStep, type Step } from './step.js'

async function takePassword(step: Step, endSession = () => {}): Promise<Advance> {
  const { request, subject, attempt } = step
  if (await isPasswordProven(step)) return { passed: noteDevice(request, subject, attempt) }
  endSession()
  throw incorrectCredentials()
}

function sendCode(step: Step, name: 'EMAIL_OTP' | 'SMS_OTP'): Advance {
  if (step.subject.user) assertMaySignIn(step.subject.user)
  return askForCode(step, name, { isFirstFactor: true })
}

/** Begins with one factor: what it needs may have come along, or is asked for. */
function begin(step: Step, factor: FirstFactor, endSession?: () => void): Promise<Advance> | Advance {
  const { parameters } = step.request
  if (factor === 'PASSWORD') return parameters.get('PASSWORD') ? takePassword(step, endSession) : ask(step, factor, {})
  if (factor === 'PASSWORD_SRP') return parameters.get('SRP_A') ? askForProof(step) : ask(step, factor, {})
  return sendCode(step, factor)
}

/** ConfirmSignUp's code has shown enough. */
async function continueSignUp({ request, subject, attempt }: Step, text: string): Promise<Advance> {
  const { pool, client } = request
  const session = findSignUpSession(pool, client, 'ConfirmSignUp', subject.user?.sub, text)
  return pool.sessions.use(session, async () => {
    if (subject.user) assertMaySignIn(subject.user)
    return { passed: attempt }
  })
}

/** USER_AUTH: the preferred factor at once where the user has it, else a choice. */
export async function startUserAuth(request: SignInRequest): Promise<SignInOutcome> {
  const { pool, client, parameters } = request
  const subject = findSubject(pool, client, requireUsername(request))
  const step = { request, subject, attempt: beginWithDevice(request, subject) }
  if (request.session !== undefined) return goOn(step, await continueSignUp(step, request.session))
  const choices = availableFactors(pool, subject)
  const preferred = choices.find(factor => factor === parameters.get('PREFERRED_CHALLENGE'))
  const advance = preferred ? await begin(step, preferred) : ask(step, 'SELECT_CHALLENGE', {}, { choices })
  return { ...(await goOn(step, advance)), availableChallenges: choices }
}

export function answerSelectChallenge(step: SessionStep): Promise<Advance> | Advance {
  const answer = requireParameter(step.request, 'ANSWER')
  // What was offered may have gone since.
  const factor = availableFactors(step.request.pool, step.subject).find(name => name === answer)
  if (factor === undefined || !step.asked.choices?.includes(factor)) {
    throw invalidParameter('The selected challenge is not among those that are available.')
  }
  return begin(step, factor, step.endSession)
}

/** PASSWORD. A wrong one ends the sign-in. */
export function answerPassword(step: SessionStep): Promise<Advance> {
  requireParameter(step.request, 'PASSWORD')
  return takePassword(step, step.endSession)
}

/** PASSWORD_SRP: SRP_A, to which PASSWORD_VERIFIER follows. */
export const answerPasswordSrp = (step: SessionStep): Advance => askForProof(step)

export function answerSmsOtp(step: SessionStep): Advance {
  assertCode(step, 'SMS_OTP')
  return { passed: step.attempt }
}
