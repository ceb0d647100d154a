import { randomBytes } from 'node:crypto'
import { ServiceError } from '../service-error.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { stepAt, totpCode } from './totp.js'

/** Steps before and after the current one whose codes count: clocks drift. */
const WINDOW = 1

/** @throws {ServiceError} SoftwareTokenMFANotFoundException where the pool does not offer them. */
export function assertSoftwareTokensOffered(pool: UserPool): void {
  if (!pool.mfa.SoftwareTokenMfaConfiguration?.Enabled) {
    throw new ServiceError(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool',
    )
  }
}

export const newSecret = () => randomBytes(32)

/** @returns The step that `code` belongs to, if it is one of those that count now. */
function stepOf(secret: Uint8Array, code: string, nowMs: number): number | undefined {
  const current = stepAt(nowMs)
  return [current, current - WINDOW, current + WINDOW].find(step => totpCode(secret, step) === code)
}

/**
 * Takes a secret over as the user's token once a code shows that somebody's authenticator has it.
 *
 * @throws {ServiceError} EnableSoftwareTokenMFAException for a wrong code.
 */
export function enrolSoftwareToken(
  pool: UserPool,
  user: User,
  secret: Uint8Array,
  code: string,
  friendlyName?: string,
): void {
  const step = stepOf(secret, code, pool.clock.nowMs())
  if (step === undefined) {
    throw new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA')
  }
  const softwareToken = { secret, usedSteps: new Set([step]), ...(friendlyName !== undefined && { friendlyName }) }
  pool.users.change(user, { softwareToken })
}

/**
 * Checks a code of the user's token and uses it up.
 *
 * @throws {ServiceError} CodeMismatchException; ExpiredCodeException for a code that was used before.
 */
export function useSoftwareTokenCode(pool: UserPool, user: User, code: string): void {
  const token = user.softwareToken
  const nowMs = pool.clock.nowMs()
  const step = token && stepOf(token.secret, code, nowMs)
  if (token === undefined || step === undefined) {
    throw new ServiceError('CodeMismatchException', 'Invalid code received for user')
  }
  if (token.usedSteps.has(step)) {
    throw new ServiceError('ExpiredCodeException', 'Your software token has already been used once.')
  }
  const stillCounting = [...token.usedSteps].filter(used => used >= stepAt(nowMs) - WINDOW)
  pool.users.change(user, { softwareToken: { ...token, usedSteps: new Set([...stillCounting, step]) } })
}
