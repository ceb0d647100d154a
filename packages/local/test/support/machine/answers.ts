import type { Attempt, Challenge, ChallengeName, Factor } from './knowledge.js'
import type { AnswerTo } from './messages.js'
import { assertFine, Refused } from './refusals.js'
import { firstFactors, secondFactors } from './requirements.js'
import type { Advance, Rules } from './rules.js'
import { stepsOf } from './totp-steps.js'
import { answerTo } from './world.js'

/** What must come of an answer within its session, challenge by challenge. */

type Answer = (rules: Rules, message: AnswerTo, challenge: Challenge, spend: () => void) => Advance

const show = ({ attempt }: { readonly attempt: Attempt }, factor: Factor): Advance => ({
  passed: { ...attempt, shown: new Set([...attempt.shown, factor]) },
})

const withRound = (attempt: Attempt, round: { challengeName: string; challengeResult: boolean }): Attempt =>
  attempt.rounds ? { ...attempt, rounds: [...attempt.rounds, round] } : attempt

/** The password in a session: a wrong one ends it. */
function takePassword(rules: Rules, { values }: AnswerTo, challenge: Challenge, spend: () => void): Advance {
  const { person } = challenge
  rules.provePassword(person, values.PASSWORD === person.password, spend)
  return show(challenge, 'password')
}

function takeProof(rules: Rules, { claim }: AnswerTo, challenge: Challenge, spend: () => void): Advance {
  if (claim?.exchange === undefined) throw new Refused(['incorrect'])
  rules.provePassword(claim.exchange.person, rules.proves(claim), spend)
  const attempt = withRound(challenge.attempt, { challengeName: 'PASSWORD_VERIFIER', challengeResult: true })
  return show({ attempt }, 'password')
}

const begin = (rules: Rules, challenge: Challenge) =>
  rules.askForProof(challenge, challenge.attempt, { isInSession: true })

function selectFirst(rules: Rules, message: AnswerTo, challenge: Challenge, spend: () => void): Advance {
  const { ANSWER = '', PASSWORD, SRP_A } = message.values
  const isOffered =
    challenge.choices?.includes(ANSWER) && firstFactors(rules.setting, challenge.person).includes(ANSWER)
  assertFine(!isOffered && 'badChoice')
  if (ANSWER === 'PASSWORD' && PASSWORD) return takePassword(rules, message, challenge, spend)
  if (ANSWER === 'PASSWORD_SRP' && SRP_A) return begin(rules, challenge)
  const isCode = ANSWER === 'EMAIL_OTP' || ANSWER === 'SMS_OTP'
  return rules.ask(ANSWER as ChallengeName, challenge, challenge.attempt, { isFirstFactor: isCode })
}

function changePassword(_: Rules, { values }: AnswerTo, challenge: Challenge): Advance {
  const { person, attempt } = challenge
  const { NEW_PASSWORD = '' } = values
  // Of two sign-ins with a temporary password, the first new password ends the other.
  assertFine(!person.isTemporary && 'invalidSession')
  assertFine(NEW_PASSWORD.length < 8 && 'badPassword')
  person.password = NEW_PASSWORD
  person.isTemporary = false
  return { passed: attempt }
}

function takeCode(rules: Rules, { name, values }: AnswerTo, challenge: Challenge): Advance {
  const { person, code, isFirstFactor, emailToSetUp } = challenge
  const isRight = person.exists && code !== undefined && values[`${name}_CODE`] === code
  assertFine(!isRight && 'wrongCode')
  if (emailToSetUp !== undefined) {
    assertFine(!rules.mayStillSetUp(person) && 'invalidSession')
    person.email = emailToSetUp
    person.enabled.add('EMAIL_OTP')
  }
  return show(challenge, isFirstFactor ? 'code' : 'mfa')
}

function takeTotp(rules: Rules, { values }: AnswerTo, challenge: Challenge): Advance {
  const { totp } = challenge.person
  if (totp === undefined) throw new Refused(['wrongTotp'])
  const [step] = stepsOf(totp.secret, values.SOFTWARE_TOKEN_MFA_CODE, rules.nowMs)
  if (step === undefined) throw new Refused(['wrongTotp'])
  assertFine(totp.usedSteps.has(step) && 'usedTotp')
  totp.usedSteps.add(step)
  return show(challenge, 'mfa')
}

function selectSecond(rules: Rules, { values }: AnswerTo, challenge: Challenge): Advance {
  const { person, attempt, choices } = challenge
  const { ANSWER = '' } = values
  const isOffered = choices?.includes(ANSWER) && secondFactors(rules.setting, person).includes(ANSWER as never)
  assertFine(!isOffered && 'badChoice')
  return rules.ask(ANSWER as ChallengeName, challenge, attempt)
}

function endSetUp(rules: Rules, { values }: AnswerTo, challenge: Challenge): Advance {
  const { person, attempt, isTokenVerified } = challenge
  if (isTokenVerified) {
    person.enabled.add('SOFTWARE_TOKEN_MFA')
    return show(challenge, 'mfa')
  }
  const { EMAIL } = values
  assertFine((!EMAIL || !rules.setting.secondFactors.includes('EMAIL_OTP')) && 'nothingSetUp')
  assertFine(!rules.mayStillSetUp(person) && 'invalidSession')
  return rules.ask('EMAIL_OTP', challenge, attempt, { emailToSetUp: EMAIL as string })
}

function answerRiddle(_: Rules, { values }: AnswerTo, challenge: Challenge): Advance {
  const { attempt, question = '' } = challenge
  const challengeResult = values.ANSWER === answerTo(question)
  const round = { challengeName: 'CUSTOM_CHALLENGE', challengeResult, challengeMetadata: question }
  return { passed: withRound(attempt, round) }
}

function startDevice(rules: Rules, message: AnswerTo, challenge: Challenge): Advance {
  assertFine(message.deviceKey === undefined && 'noDeviceKey')
  const device = rules.device(challenge.person, message.deviceKey)
  assertFine(!device?.isRemembered && 'incorrect')
  return rules.askForProof(challenge, challenge.attempt, { isInSession: true, device })
}

function proveDevice(rules: Rules, message: AnswerTo, challenge: Challenge): Advance {
  assertFine(message.deviceKey === undefined && 'noDeviceKey')
  const { claim, client, deviceKey } = message
  if (claim === undefined) throw new Refused(['incorrect'])
  assertFine(...rules.claimFaults(claim, client, 'device'))
  const isFitting = claim.exchange === challenge.exchange && claim.exchange?.device?.key === deviceKey
  const isRemembered = rules.device(challenge.person, deviceKey)?.isRemembered
  assertFine(!(isFitting && isRemembered && claim.isRight) && 'incorrect')
  return show(challenge, 'device')
}

export const ANSWERS: Readonly<Record<ChallengeName, Answer>> = {
  PASSWORD_VERIFIER: takeProof,
  PASSWORD: takePassword,
  PASSWORD_SRP: (rules, _, challenge) => begin(rules, challenge),
  SELECT_CHALLENGE: selectFirst,
  NEW_PASSWORD_REQUIRED: changePassword,
  SMS_OTP: takeCode,
  EMAIL_OTP: takeCode,
  SMS_MFA: takeCode,
  SOFTWARE_TOKEN_MFA: takeTotp,
  SELECT_MFA_TYPE: selectSecond,
  MFA_SETUP: endSetUp,
  CUSTOM_CHALLENGE: answerRiddle,
  DEVICE_SRP_AUTH: startDevice,
  DEVICE_PASSWORD_VERIFIER: proveDevice,
}
