import type { StringMap } from '../cognito-idp/index.js'
import { Challenge, type ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow } from './flow.js'
import { checkText } from './one-value-steps.js'
import { beginSrp, checkPassword } from './sign-in-with-srp.js'

const knowsPassword = (flow: Flow) => flow.password !== undefined

/** PASSWORD: sends the password itself. */
export const password: ChallengeStep<string> = {
  automatic: knowsPassword,
  respond: (flow, _challenge, answer) => ({ PASSWORD: takePassword(flow, answer) }),
}

/** PASSWORD_SRP: begins a proof of the password, which PASSWORD_VERIFIER ends. */
export const passwordSrp: ChallengeStep<string> = {
  automatic: knowsPassword,
  respond(flow, _challenge, answer) {
    takePassword(flow, answer)
    return beginSrp(flow)
  },
}

/** @param answer A password that the caller brings; absent where the flow has one. */
function takePassword(flow: Flow, answer: unknown): string {
  const password = answer ?? flow.password
  checkPassword(password)
  flow.password = password
  return password
}

/** The answer to SELECT_CHALLENGE: which factor (or `answer`), and in the same step its `password` where it is one. */
export type SelectChallengeAnswer = string | { readonly answer: string; readonly password?: string | undefined }

/** SELECT_CHALLENGE: chooses a first factor, and answers it in the same step where the flow knows how. */
export const selectChallenge: ChallengeStep<SelectChallengeAnswer> = {
  automatic: (flow, challenge) => ownChoice(flow, challenge) !== undefined,
  respond(flow, challenge, answer): StringMap {
    const given =
      typeof answer === 'object' && answer !== null ? answer : { answer: answer ?? ownChoice(flow, challenge) }
    if (given.password !== undefined) takePassword(flow, given.password)
    const choice = checkText(given.answer, 'one of `challenge.availableChallenges`')
    return { ANSWER: choice, ...firstFactor(flow, choice) }
  },
}

/** What a factor wants to know at once, as far as the flow knows it. */
export function firstFactor(flow: Flow, choice: string | undefined): StringMap {
  if (flow.password === undefined) return {}
  if (choice === 'PASSWORD_SRP') return beginSrp(flow)
  return choice === 'PASSWORD' ? { PASSWORD: flow.password } : {}
}

/** The factor that was asked for, else the one that a known password answers without being sent. */
function ownChoice(flow: Flow, json: ChallengeJson): string | undefined {
  const { availableChallenges } = new Challenge(json)
  const wanted = flow.preferredChallenge ?? (knowsPassword(flow) ? 'PASSWORD_SRP' : undefined)
  return wanted !== undefined && availableChallenges.includes(wanted) ? wanted : undefined
}
