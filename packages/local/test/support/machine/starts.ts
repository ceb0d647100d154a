import type { Attempt } from './knowledge.js'
import type { Flow, Start } from './messages.js'
import { assertFine, Refused } from './refusals.js'
import { firstFactors } from './requirements.js'
import type { Advance, Rules } from './rules.js'

/** What must come of the beginning of a sign-in, flow by flow. */

const NOTHING: Attempt = { shown: new Set() }
const SHOWN: ReadonlySet<'password'> = new Set(['password'])

/** A sign-in that has proven nothing yet forgets a device that is unknown, instead of being refused for it. */
function beginning(rules: Rules, { person, deviceKey }: Start): Attempt {
  return rules.device(person, deviceKey) ? rules.withDevice(NOTHING, { deviceKey }) : NOTHING
}

function takePassword(rules: Rules, message: Start, attempt: Attempt): Advance {
  rules.provePassword(message.person, message.password === message.person.password)
  assertFine(rules.deviceFault(message))
  return { passed: { ...rules.withDevice(attempt, message), shown: SHOWN } }
}

/** The code of the sign-up has shown enough: nothing else is asked for in the place of a password. */
function continueSignUp(
  rules: Rules,
  { person, client }: Start,
  attempt: Attempt,
  signUp: NonNullable<Start['signUp']>,
): Advance {
  if (signUp === 'invalid' || signUp.person !== person || signUp.client !== client)
    throw new Refused(['invalidSession'])
  assertFine(rules.nowMs >= signUp.expiresAtMs && 'expiredSession', signUp.isSpent && 'spentSession')
  assertFine(...rules.blocked(person))
  signUp.isSpent = true
  return { passed: { ...attempt, shown: new Set(['code']) } }
}

function startUserAuth(rules: Rules, message: Start): Advance {
  const { person, preferred, password, withSrp } = message
  const attempt = beginning(rules, message)
  if (message.signUp !== undefined) return continueSignUp(rules, message, attempt, message.signUp)
  const choices = firstFactors(rules.setting, person)
  if (preferred === undefined || !choices.includes(preferred)) {
    return rules.ask('SELECT_CHALLENGE', message, attempt, { choices })
  }
  if (preferred === 'PASSWORD' && password !== undefined) return takePassword(rules, message, attempt)
  if (preferred === 'PASSWORD_SRP' && withSrp) return rules.askForProof(message, attempt, { isInSession: true })
  if (preferred === 'PASSWORD' || preferred === 'PASSWORD_SRP') return rules.ask(preferred, message, attempt)
  assertFine(...rules.blocked(person))
  return rules.ask(preferred as 'EMAIL_OTP' | 'SMS_OTP', message, attempt, { isFirstFactor: true })
}

function startCustom(rules: Rules, message: Start): Advance {
  assertFine(...rules.blocked(message.person))
  const rounds = message.withSrp ? [{ challengeName: 'SRP_A', challengeResult: true }] : []
  return { passed: { ...beginning(rules, message), rounds } }
}

export const STARTS: Readonly<Record<Flow, (rules: Rules, message: Start) => Advance>> = {
  USER_PASSWORD_AUTH: (rules, message) => takePassword(rules, message, NOTHING),
  USER_SRP_AUTH: (rules, message) => rules.askForProof(message, beginning(rules, message), { isInSession: false }),
  USER_AUTH: startUserAuth,
  CUSTOM_AUTH: startCustom,
}
