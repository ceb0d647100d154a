import { invalidOption } from '../errors/index.js'
import type { AppClient } from './app-client.js'
import { Challenge, type ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow } from './flow.js'
import { checkText } from './one-value-steps.js'
import { printWithout } from './print-without.js'
import {
  associateSoftwareToken,
  type SoftwareTokenLabel,
  type SoftwareTokenSecret,
  verifySoftwareToken,
} from './software-token.js'

/**
 * The answer to MFA_SETUP: a code (or `code`) of the authenticator app that was associated, which the pool then calls
 * `deviceName`; or the address for codes by e-mail, `email`.
 */
export type MfaSetupAnswer =
  | string
  | { readonly code: string; readonly deviceName?: string | undefined }
  | { readonly email: string }

/** MFA_SETUP: verifies the authenticator app and goes on with the session that this gives; or sets up e-mail. */
export const mfaSetup: ChallengeStep<MfaSetupAnswer> = {
  async prepare(flow: Flow, challenge: ChallengeJson, answer: MfaSetupAnswer): Promise<ChallengeJson> {
    const given = typeof answer === 'string' ? { code: answer } : (answer ?? {})
    if ('email' in given || challenge.isVerified) return challenge
    const code = checkText(given.code, 'the code')
    const holder = { session: challenge.session }
    const call = { signal: flow.signal, deadlineAtMs: flow.deadlineAtMs }
    const session = await verifySoftwareToken(flow.client, holder, code, given.deviceName, call)
    return { ...challenge, isVerified: true, ...(session !== undefined && { session }) }
  },
  respond: (_flow, _challenge, answer) =>
    typeof answer === 'object' && 'email' in answer ? { EMAIL: checkText(answer.email, 'the address') } : {},
}

/** A secret to set up, and the challenge to answer with a code made from it. */
export interface SoftwareTokenSetup extends SoftwareTokenSecret {
  /** The one to answer: it has another session than the one that was begun for. */
  readonly challenge: Challenge
}

/** Begins what MFA_SETUP asks for. The challenge that it is begun for cannot be answered any more: the new one can. */
export async function beginMfaSetup(
  client: AppClient,
  json: ChallengeJson,
  label: Partial<SoftwareTokenLabel> = {},
): Promise<SoftwareTokenSetup> {
  if (json.name !== 'MFA_SETUP') throw invalidOption('challenge', 'must be one of MFA_SETUP')
  const named = { issuer: label.issuer ?? client.userPoolId, account: label.account ?? json.username }
  const { session, ...secret } = await associateSoftwareToken(client, { session: json.session }, named)
  const challenge = new Challenge({ ...json, ...(session !== undefined && { session }) })
  return printWithout({ ...secret, challenge }, 'secret', 'otpauthUri')
}
