import { CognitoServiceError, isPoolpassError, type PoolpassError } from '../errors/index.js'
import { allSteps } from './all-steps.js'
import { type Outside, runOutside } from './callers-code.js'
import { Challenge, type ChallengeJson } from './challenge.js'
import type { ChallengeHandler, ChallengeHandlers, MfaSetupContext } from './challenge-handlers.js'
import {
  type Answered,
  type ChallengeStep,
  continueFlow,
  type Flow,
  type SignInResult,
  sendAnswer,
  stepFor,
} from './flow.js'
import { leftUnanswered } from './left-unanswered.js'
import { beginMfaSetup } from './mfa-setup.js'
import { forgetIfRefused } from './new-password-required.js'
import { printWithout } from './print-without.js'

/** Answers that the pool refuses, before a challenge is left unanswered. */
const MOST_REFUSED = 3
/** Codes of an authenticator app that another process was faster to use, likewise. */
const MOST_USED = 5
const TOTP_STEP_MS = 30_000

/** Handlers, and what surrounds the time that they take. */
export interface Asking extends Outside {
  readonly handlers: ChallengeHandlers
}

/** Takes a flow over at a challenge: answers it from what the flow knows, or asks its handler. */
export async function answerByHandlers(flow: Flow, challenge: ChallengeJson, asking: Asking): Promise<SignInResult> {
  const step = stepFor(allSteps, challenge)
  if (!step) throw leftUnanswered(challenge)
  const answered = isAutomatic(step, flow, challenge)
    ? await sendAnswer(flow, challenge, step)
    : await askUntilTaken(flow, challenge, step, asking)
  return continueFlow(flow, answered)
}

function isAutomatic({ automatic }: ChallengeStep<unknown>, flow: Flow, challenge: ChallengeJson): boolean {
  return typeof automatic === 'function' ? automatic(flow, challenge) : automatic === true
}

/** Answers what the flow itself knows, and asks nobody. */
export async function answerAlone(flow: Flow, challenge: ChallengeJson): Promise<SignInResult> {
  return answerByHandlers(flow, challenge, { handlers: {}, signal: new AbortController().signal })
}

/** R13: a refused answer asks again. */
async function askUntilTaken(
  flow: Flow,
  received: ChallengeJson,
  step: ChallengeStep<unknown>,
  asking: Asking,
): Promise<Answered> {
  const handler = asking.handlers[camelCase(received.name) as keyof ChallengeHandlers] as
    | ChallengeHandler<unknown, MfaSetupContext>
    | undefined
  if (!handler) throw leftUnanswered(received)
  const question = { challenge: received, refused: 0, used: 0, error: undefined as PoolpassError | undefined }
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(flow, question, handler, attempt, asking)
    if (answer === undefined) throw leftUnanswered(question.challenge, question.error)
    try {
      const answered = await sendAnswer(flow, question.challenge, step, answer)
      // What somebody answers may go on for as long as they like.
      flow.rounds = 0
      return answered
    } catch (error) {
      question.error = error as PoolpassError
      forgetIfRefused(flow, error)
      if (error instanceof TypeError) throw leftUnanswered(question.challenge, error)
      if (isUsedCode(error, received) && ++question.used < MOST_USED) await nextStep(flow, asking)
      else if (!isRefused(error)) throw error
      else if (++question.refused >= MOST_REFUSED) throw leftUnanswered(question.challenge, error)
    }
  }
}

interface Question {
  challenge: ChallengeJson
  readonly error: PoolpassError | undefined
}

async function ask(
  flow: Flow,
  question: Question,
  handler: ChallengeHandler<unknown, MfaSetupContext>,
  attempt: number,
  asking: Asking,
): Promise<unknown> {
  const context = {
    attempt,
    error: question.error,
    signal: asking.signal,
    async associateSoftwareToken(label = {}) {
      const { challenge, ...secret } = await beginMfaSetup(flow.client, question.challenge, label)
      question.challenge = challenge.toJSON()
      return printWithout(secret, 'secret', 'otpauthUri')
    },
  } satisfies MfaSetupContext
  const { associateSoftwareToken: _, ...plain } = context
  const isSetup = question.challenge.name === 'MFA_SETUP'
  try {
    return await outside(flow, asking, async () =>
      handler(new Challenge(question.challenge), (isSetup ? context : plain) as MfaSetupContext),
    )
  } catch (error) {
    asking.signal.throwIfAborted()
    throw leftUnanswered(question.challenge, error)
  }
}

/** Runs what is not ours, on nobody's time. */
async function outside<T>(flow: Flow, asking: Asking, work: () => Promise<T>): Promise<T> {
  const { clock } = flow.client
  const startedAtMs = clock.monotonicMs()
  try {
    return await runOutside(asking, work)
  } finally {
    flow.deadlineAtMs += clock.monotonicMs() - startedAtMs
  }
}

/** An authenticator app's code is good for one sign-in; its next one comes with the next step. */
function isUsedCode(error: unknown, { name }: ChallengeJson): boolean {
  return name === 'SOFTWARE_TOKEN_MFA' && error instanceof CognitoServiceError && error.name === 'ExpiredCodeException'
}

async function nextStep(flow: Flow, asking: Asking): Promise<void> {
  const { clock } = flow.client
  // By this machine's clock: it is the one that the code is made by.
  await outside(flow, asking, () => clock.sleep(TOTP_STEP_MS - (clock.wallMs() % TOTP_STEP_MS), asking.signal))
}

function isRefused(error: unknown): boolean {
  return isPoolpassError(error, 'ERR_POOLPASS_CODE_MISMATCH') || isPoolpassError(error, 'ERR_POOLPASS_PASSWORD_POLICY')
}

/** `SMS_MFA` → `smsMfa`. */
function camelCase(name: string): string {
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
