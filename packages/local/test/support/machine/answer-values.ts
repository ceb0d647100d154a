import type { LocalCognito } from '@poolpass/local'
import type { ActionOf } from './actions.js'
import { claimResponses, NEW_PASSWORD, SRP_A } from './client.js'
import type { Challenge, ChallengeName, Exchange } from './knowledge.js'
import { totpAt } from './totp-steps.js'
import { answerTo, TOTP_SECRET } from './world.js'

const WRONG_PASSWORD = 'Wrong-Horse-9'

interface Wanted {
  readonly challenge: Challenge
  /** What it is answered as. */
  readonly name: ChallengeName
  readonly exchange: Exchange | undefined
  readonly action: ActionOf<'answer'>
}

const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)

/** Something that another challenge of the same person was answered with, or would be. */
const staleOf = (held: readonly Challenge[], { challenge }: Wanted, read: (other: Challenge) => string | undefined) =>
  held
    .filter(other => other !== challenge && other.person === challenge.person)
    .map(read)
    .find(value => value !== undefined)

function codeOf(held: readonly Challenge[], wanted: Wanted): string {
  const { code = '123456' } = wanted.challenge
  if (wanted.action.value === 'wrong') return otherCode(code)
  return wanted.action.value === 'stale' ? (staleOf(held, wanted, other => other.code) ?? otherCode(code)) : code
}

const STEPS_OFF: Readonly<Record<string, number>> = { early: 1, late: -1, stale: -2 }

function totpOf(local: LocalCognito, { challenge, action }: Wanted): string {
  const { secret = TOTP_SECRET } = challenge.person.totp ?? {}
  const code = totpAt(secret, local.clock.nowMs(), STEPS_OFF[action.value] ?? 0)
  return action.value === 'wrong' ? otherCode(code) : code
}

const FIRST_FACTORS = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']
const SECOND_FACTORS = ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA']

function choiceOf({ challenge, action: { choice } }: Wanted, names: readonly string[]): string {
  const [offered = 'SMS_MFA'] = challenge.choices ?? []
  return (choice === undefined ? undefined : names[choice % names.length]) ?? offered
}

function selection(wanted: Wanted): Record<string, string> {
  const { challenge, action } = wanted
  const PASSWORD = action.value === 'wrong' ? WRONG_PASSWORD : challenge.person.password
  return { ANSWER: choiceOf(wanted, FIRST_FACTORS), ...(action.isInOneStep && { PASSWORD, SRP_A }) }
}

function riddleAnswer(held: readonly Challenge[], wanted: Wanted): string {
  const { question = '' } = wanted.challenge
  const stale = staleOf(held, wanted, other => other.question) ?? 'none'
  return answerTo(wanted.action.value === 'right' ? question : wanted.action.value === 'stale' ? stale : 'wrong')
}

/** The members of ChallengeResponses that the challenge asks for: right, wrong, or right at another time. */
export async function answerValues(
  local: LocalCognito,
  held: readonly Challenge[],
  wanted: Wanted,
): Promise<Record<string, string>> {
  const { challenge, name, exchange, action } = wanted
  const { value } = action
  switch (name) {
    case 'PASSWORD_VERIFIER':
    case 'DEVICE_PASSWORD_VERIFIER':
      return claimResponses(local, exchange, value === 'wrong' || value === 'stale' ? value : 'right')
    case 'PASSWORD_SRP':
    case 'DEVICE_SRP_AUTH':
      return { SRP_A }
    case 'PASSWORD':
      return { PASSWORD: value === 'wrong' ? WRONG_PASSWORD : challenge.person.password }
    case 'NEW_PASSWORD_REQUIRED':
      return { NEW_PASSWORD: value === 'wrong' ? 'short' : NEW_PASSWORD }
    case 'SMS_MFA':
    case 'SMS_OTP':
    case 'EMAIL_OTP':
      return { [`${name}_CODE`]: codeOf(held, wanted) }
    case 'SOFTWARE_TOKEN_MFA':
      return { SOFTWARE_TOKEN_MFA_CODE: totpOf(local, wanted) }
    case 'SELECT_MFA_TYPE':
      return { ANSWER: choiceOf(wanted, SECOND_FACTORS) }
    case 'SELECT_CHALLENGE':
      return selection(wanted)
    case 'MFA_SETUP':
      return value === 'right' ? {} : { EMAIL: `${challenge.person.name}@new.example` }
    case 'CUSTOM_CHALLENGE':
      return { ANSWER: riddleAnswer(held, wanted) }
  }
}
