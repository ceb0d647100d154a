import { tracksDevices } from '../devices.js'
import type { Occasion } from '../token-changes.js'
import { issueTokens } from '../tokens.js'
import { attributesForTrigger, callTrigger, metadataForTrigger } from '../triggers.js'
import type { Attempt } from './attempt.js'
import { customGate } from './custom-gate.js'
import { deviceGate, deviceInsteadOfMfaGate } from './device-srp.js'
import { mfaGate } from './mfa.js'
import { newPasswordGate } from './new-password-required.js'
import type { SignInOutcome } from './request.js'
import { type Advance, type Step, userOf } from './step.js'

/** Decides whether one more challenge stands between what was shown so far and the tokens. */
export type Gate = (step: Step) => Promise<Advance> | Advance

/** In the order in which they are asked. */
const GATES: readonly Gate[] = [customGate, newPasswordGate, deviceInsteadOfMfaGate, mfaGate, deviceGate]

/** What follows when a challenge was answered rightly. Tokens are issued here and nowhere else. */
export async function goOn(step: Step, advance: Advance): Promise<SignInOutcome> {
  if ('ask' in advance) return { challenge: advance.ask }
  let { passed } = advance
  for (const gate of GATES) {
    const next = await gate({ ...step, attempt: passed })
    if ('ask' in next) return { challenge: next.ask }
    passed = next.passed
  }
  return finish({ ...step, attempt: passed })
}

function sourceOf({ isDeviceProven, hasNewPassword }: Attempt): Occasion['source'] {
  if (isDeviceProven) return 'AuthenticateDevice'
  return hasNewPassword ? 'NewPasswordChallenge' : 'Authentication'
}

async function finish(step: Step): Promise<SignInOutcome> {
  const { request, attempt } = step
  const { deviceKey } = attempt
  const user = userOf(step)
  const clientMetadata = request.isInitial ? undefined : request.clientMetadata
  await callTrigger(request, 'postAuthentication', 'Authentication', user.username, {
    userAttributes: attributesForTrigger(user),
    newDeviceUsed: tracksDevices(request.pool) && deviceKey === undefined,
    ...metadataForTrigger(clientMetadata),
  })
  return { tokens: await issueTokens(request, user, { deviceKey, source: sourceOf(attempt), clientMetadata }) }
}
