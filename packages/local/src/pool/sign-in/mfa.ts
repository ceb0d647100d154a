import { deviceReplacesMfa } from '../devices.js'
import { dueFactors } from '../mfa/factors.js'
import { offeredFactors } from '../mfa/offered.js'
import { enableFactor } from '../mfa/preference.js'
import { useSoftwareTokenCode } from '../mfa/software-token.js'
import { invalidParameter } from '../service-error.js'
import type { MfaFactor } from '../user.js'
import { updateAttributes } from '../users.js'
import { askForCode, assertCode } from './codes.js'
import { assertNothingSetUp } from './mfa-setup.js'
import { requireParameter } from './request.js'
import { type Advance, ask, type SessionStep, type Step, userOf } from './step.js'

function askForFactor(step: Step, factor: MfaFactor): Advance {
  if (factor !== 'SOFTWARE_TOKEN_MFA') return askForCode(step, factor)
  const user = userOf(step)
  const friendlyName = user.softwareToken?.friendlyName
  return ask(step, factor, {
    ...(friendlyName !== undefined && { FRIENDLY_DEVICE_NAME: friendlyName }),
    USER_ID_FOR_SRP: user.username,
  })
}

function askToChoose(step: Step, name: 'SELECT_MFA_TYPE' | 'MFA_SETUP', choices: readonly MfaFactor[]): Advance {
  const listName = name === 'MFA_SETUP' ? 'MFAS_CAN_SETUP' : 'MFAS_CAN_CHOOSE'
  const parameters = { [listName]: JSON.stringify(choices), USER_ID_FOR_SRP: userOf(step).username }
  return ask(step, name, parameters, { choices })
}

/** Asks for a second factor where one is due. */
export function mfaGate(step: Step): Advance {
  const { request, attempt } = step
  const isDeviceEnough = attempt.isDeviceProven && deviceReplacesMfa(request.pool)
  if (attempt.isMfaDone || isDeviceEnough) return { passed: attempt }
  const due = dueFactors(request.pool, userOf(step))
  if (due === undefined) return askToChoose(step, 'MFA_SETUP', offeredFactors(request.pool.mfa))
  const [factor, ...others] = due
  if (factor === undefined) return { passed: attempt }
  return others.length === 0 ? askForFactor(step, factor) : askToChoose(step, 'SELECT_MFA_TYPE', due)
}

const mfaDone = ({ attempt }: Step): Advance => ({ passed: { ...attempt, isMfaDone: true } })

export function answerSmsMfa(step: SessionStep): Advance {
  assertCode(step, 'SMS_MFA')
  return mfaDone(step)
}

/** EMAIL_OTP as the first factor, as a second one, or as the end of its set-up. */
export function answerEmailOtp(step: SessionStep): Advance {
  assertCode(step, 'EMAIL_OTP')
  const { isFirstFactor, emailToSetUp } = step.asked
  if (isFirstFactor) return { passed: step.attempt }
  if (emailToSetUp !== undefined) {
    const user = userOf(step)
    assertNothingSetUp(step.request.pool, user)
    const attributes = new Map([
      ['email', emailToSetUp],
      ['email_verified', 'true'],
    ])
    updateAttributes(step.request.pool, user, attributes)
    enableFactor(step.request.pool, user, 'EMAIL_OTP')
  }
  return mfaDone(step)
}

export function answerSoftwareTokenMfa(step: SessionStep): Advance {
  const code = requireParameter(step.request, 'SOFTWARE_TOKEN_MFA_CODE')
  useSoftwareTokenCode(step.request.pool, userOf(step), code)
  return mfaDone(step)
}

/** Answers to SELECT_MFA_TYPE that mean a factor by another name. */
const ANSWER_ALIASES: ReadonlyMap<string, MfaFactor> = new Map([['EMAIL_MFA', 'EMAIL_OTP']])

export function answerSelectMfaType(step: SessionStep): Advance {
  const given = requireParameter(step.request, 'ANSWER')
  const answer = ANSWER_ALIASES.get(given) ?? given
  // What was offered may have been switched off since.
  const due = dueFactors(step.request.pool, userOf(step)) ?? []
  const factor = due.find(name => name === answer && step.asked.choices?.includes(name))
  if (factor === undefined) throw invalidParameter('The selected MFA type is not among those that can be chosen.')
  return askForFactor(step, factor)
}
