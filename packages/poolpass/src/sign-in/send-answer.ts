import type { ChallengeJson } from './challenge.js'
import { type Answered, type ChallengeStep, type Flow, sendResponses } from './flow.js'

export function isAutomatic(step: ChallengeStep<unknown>, flow: Flow, challenge: ChallengeJson): boolean {
  return typeof step.automatic === 'function' ? step.automatic(flow, challenge) : step.automatic === true
}

/**
 * Answers one challenge by all that its step says.
 *
 * @throws {TypeError} when the answer does not fit. Nothing was sent.
 */
export async function sendAnswer(
  flow: Flow,
  received: ChallengeJson,
  step: ChallengeStep<unknown>,
  answer?: unknown,
): Promise<Answered> {
  const challenge = step.prepare ? await step.prepare(flow, received, answer) : received
  const responses = await step.respond(flow, challenge, answer)
  const answered = await sendResponses(flow, challenge, responses, step.refusedAs)
  await step.accepted?.(flow, answer)
  return answered
}
