import type { StringMap } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import { Challenge, type ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow } from './flow.js'

/** The answer to NEW_PASSWORD_REQUIRED. */
export interface NewPasswordAnswer {
  /** Has to satisfy the pool's policy. */
  readonly newPassword: string
  /** Values of the attributes that the challenge demands (`challenge.requiredAttributes`), by their bare names. */
  readonly userAttributes?: Readonly<StringMap> | undefined
}

function respond(_flow: Flow, json: ChallengeJson, answer: NewPasswordAnswer): StringMap {
  const { newPassword, userAttributes = {} } = answer ?? {}
  if (typeof newPassword !== 'string' || newPassword === '') {
    throw invalidOption('newPassword', 'must be a non-empty string')
  }
  const missing = new Challenge(json).requiredAttributes.filter(name => !Object.hasOwn(userAttributes, name))
  if (missing.length > 0)
    throw invalidOption('userAttributes', `must hold what the pool demands: ${missing.join(', ')}`)
  const prefixed = Object.entries(userAttributes).map(([name, value]) => [`userAttributes.${name}`, value])
  return { NEW_PASSWORD: newPassword, ...Object.fromEntries(prefixed) }
}

/** NEW_PASSWORD_REQUIRED: replaces a temporary password. A password that the policy refuses can be followed by another. */
export const newPasswordRequired: ChallengeStep<NewPasswordAnswer> = {
  respond,
  async accepted(flow, { newPassword }) {
    // Starting over later in the flow would otherwise prove a password that is no more.
    flow.password = newPassword
    await flow.onNewPassword?.(newPassword)
  },
}
