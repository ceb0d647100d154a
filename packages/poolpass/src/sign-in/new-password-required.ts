import type { StringMap } from '../cognito-idp/index.js'
import { invalidOption, isPoolpassError } from '../errors/index.js'
import { Challenge, type ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow, FlowTraces } from './flow.js'

/** The answer to NEW_PASSWORD_REQUIRED. */
export interface NewPasswordAnswer {
  /** Has to satisfy the pool's policy. */
  readonly newPassword: string
  /** Values of the attributes that the challenge demands (`challenge.requiredAttributes`), by their bare names. */
  readonly userAttributes?: Readonly<StringMap> | undefined
}

function respond(flow: Flow, json: ChallengeJson, answer: NewPasswordAnswer): StringMap {
  const { newPassword, userAttributes = {} } = answer ?? {}
  if (typeof newPassword !== 'string' || newPassword === '') {
    throw invalidOption('newPassword', 'must be a non-empty string')
  }
  const missing = new Challenge(json).requiredAttributes.filter(name => !Object.hasOwn(userAttributes, name))
  if (missing.length > 0)
    throw invalidOption('userAttributes', `must hold what the pool demands: ${missing.join(', ')}`)
  const prefixed = Object.entries(userAttributes).map(([name, value]) => [`userAttributes.${name}`, value])
  flow.traces.recover = tryInstead(newPassword)
  return { NEW_PASSWORD: newPassword, ...Object.fromEntries(prefixed) }
}

/** If the answer is lost, the pool may have taken the new password: it then refuses the one before. */
const tryInstead =
  (newPassword: string): FlowTraces['recover'] =>
  async (flow, error) => {
    if (!isPoolpassError(error, 'ERR_POOLPASS_WRONG_CREDENTIALS')) return false
    await take(flow, newPassword)
    return true
  }

async function take(flow: Flow, newPassword: string): Promise<void> {
  flow.traces.recover = undefined
  // Starting over later in the flow would otherwise prove a password that is no more.
  flow.password = newPassword
  await flow.onNewPassword?.(newPassword)
}

/** NEW_PASSWORD_REQUIRED: replaces a temporary password. A password that the policy refuses can be followed by another. */
export const newPasswordRequired: ChallengeStep<NewPasswordAnswer> = {
  respond,
  accepted: (flow, { newPassword }) => take(flow, newPassword),
}

/** The pool has said that it does not take a new password. */
export function forgetIfRefused({ traces }: Flow, error: unknown): void {
  if (isPoolpassError(error, 'ERR_POOLPASS_PASSWORD_POLICY')) traces.recover = undefined
}
