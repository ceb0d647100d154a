import { checkObject, invalidOption, isPoolpassError } from '../errors/index.js'
import { allSteps } from './all-steps.js'
import { answerAlone } from './answer-by-handlers.js'
import type { AppClient } from './app-client.js'
import { type Challenge, type ChallengeJson, readChallenge } from './challenge.js'
import {
  type Answered,
  type ChallengeStep,
  continueFlow,
  type Flow,
  type FlowOptions,
  newFlow,
  type SignInResult,
  sendPrepared,
  stepFor,
} from './flow.js'
import { leftUnanswered } from './left-unanswered.js'
import { forgetIfRefused } from './new-password-required.js'

/** How the flow goes on after an answer, and who hears of it. */
export interface RespondOptions extends FlowOptions {
  /** Is told that the pool took the answer, whatever comes after it. */
  readonly onTaken?: (() => void) | undefined
}

/**
 * Answers a challenge that a sign-in stopped at, here or in another process, and goes on to tokens or the next one.
 *
 * @param challenge `error.challenge`, or its JSON.
 * @param answer What the challenge asks for: see {@link ChallengeAnswers}.
 * @param options Its `steps` are by default {@link allSteps}.
 * @throws {ChallengeError} for the next challenge that nobody answers; for this one, with another session, when the answer
 * to the last step of MFA_SETUP was lost: answer that.
 * @throws {TypeError} when the answer does not fit, or the challenge has no entry in the steps. Nothing was sent.
 */
export async function respondToChallenge(
  client: AppClient,
  challenge: Challenge | ChallengeJson,
  answer: unknown,
  options: RespondOptions = {},
): Promise<SignInResult> {
  checkObject('options', options)
  const json = readChallenge(challenge, client.userPoolId, client.clientId)
  const { username, givenUsername = username } = json
  const flow = newFlow(client, username, allSteps, { onChallenge: answerAlone, givenUsername, ...options })
  const step = stepFor(flow.steps, json)
  if (!step || step.automatic === true)
    throw invalidOption('challenge', `cannot be answered: there is no step for ${json.name}`)
  const answered = await answerOnce(flow, json, step, answer)
  options.onTaken?.()
  return continueFlow(flow, answered)
}

/** There is no starting over from here: whoever answers again needs to know what with. */
async function answerOnce(
  flow: Flow,
  received: ChallengeJson,
  step: ChallengeStep<unknown>,
  answer: unknown,
): Promise<Answered> {
  const challenge = step.prepare ? await step.prepare(flow, received, answer) : received
  try {
    return await sendPrepared(flow, challenge, step, answer)
  } catch (error) {
    forgetIfRefused(flow, error)
    const isHalfDone = challenge !== received && isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')
    throw isHalfDone ? leftUnanswered(challenge, error) : error
  }
}
