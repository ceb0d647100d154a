import { randomInt } from 'node:crypto'
import { invalidParameter, ServiceError } from './service-error.js'
import type { PasswordPolicySettings } from './settings.js'

export const DEFAULT_PASSWORD_POLICY: Required<PasswordPolicySettings> = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
}

const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/

interface Rule {
  readonly isBroken: (password: string, policy: PasswordPolicySettings) => boolean
  readonly message: string
}

/** In the order in which they are reported. */
const RULES: readonly Rule[] = [
  {
    isBroken: (password, policy) => password.length < (policy.MinimumLength ?? 8),
    message: 'Password not long enough',
  },
  {
    isBroken: (password, policy) => policy.RequireUppercase === true && !/[A-Z]/.test(password),
    message: 'Password must have uppercase characters',
  },
  {
    isBroken: (password, policy) => policy.RequireLowercase === true && !/[a-z]/.test(password),
    message: 'Password must have lowercase characters',
  },
  {
    isBroken: (password, policy) => policy.RequireNumbers === true && !/[0-9]/.test(password),
    message: 'Password must have numeric characters',
  },
  {
    isBroken: (password, policy) => policy.RequireSymbols === true && !SYMBOL.test(password),
    message: 'Password must have symbol characters',
  },
]

/** What every password must be, whatever the policy: 2 to 256 characters, no white space at either end. */
export const PASSWORD_FORM = { max: 256, pattern: /\S.*\S/, shownPattern: '^[\\S]+.*[\\S]+$' }

const WHOLE_FORM = new RegExp(`^${PASSWORD_FORM.pattern.source}$`)

/**
 * For passwords that come as challenge parameters, where no model constrains them.
 *
 * @throws {ServiceError} InvalidParameterException
 */
export function assertPasswordForm(password: string): void {
  if (password.length > PASSWORD_FORM.max || !WHOLE_FORM.test(password)) {
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: " +
        `Member must satisfy regular expression pattern: ${PASSWORD_FORM.shownPattern}`,
    )
  }
}

/** @throws {ServiceError} InvalidPasswordException naming the first rule that the password breaks. */
export function assertPasswordPolicy(password: string, policy: PasswordPolicySettings): void {
  const broken = RULES.find(rule => rule.isBroken(password, policy))
  if (broken) {
    throw new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${broken.message}`)
  }
}

/** @returns A random password that conforms to every policy. */
export function generatePassword({ MinimumLength = 8 }: PasswordPolicySettings): string {
  const alphabets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%&*-_=+']
  const all = alphabets.join('')
  const pick = (alphabet: string) => alphabet[randomInt(alphabet.length)]
  const rest = Array.from({ length: Math.max(MinimumLength, 12) - alphabets.length }, () => pick(all))
  return [...alphabets.map(pick), ...rest].join('')
}
