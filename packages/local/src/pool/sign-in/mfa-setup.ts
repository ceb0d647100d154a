import { dueFactors } from '../mfa/factors.js'
import { enableFactor } from '../mfa/preference.js'
import { enrolSoftwareToken, newSecret } from '../mfa/software-token.js'
import { toBase32 } from '../mfa/totp.js'
import { invalidParameter, notAuthorized } from '../service-error.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { assertAttributesFree } from '../users.js'
import type { Asked } from './attempt.js'
import { askForCode } from './codes.js'
import { assertMaySignIn } from './request.js'
import { type Advance, type SessionStep, userOf } from './step.js'

const NAME = 'MFA_SETUP'

/** Replaces a session of MFA_SETUP by the next one. */
async function advanceSetUp(
  pool: UserPool,
  text: string,
  advance: (user: User, asked: Asked) => Asked,
): Promise<{ readonly session: string; readonly asked: Asked }> {
  const found = pool.sessions.find(text, { challengeName: NAME })
  const { clientId, sub, state } = found
  const user = sub === undefined ? undefined : pool.users.findBySub(sub)
  const client = pool.clients.get(clientId)
  if (user === undefined || client === undefined) throw notAuthorized('Invalid session for the user.')
  assertMaySignIn(user)
  const asked = await pool.sessions.use(found, async () => advance(user, state.asked))
  const binding = { challengeName: NAME, clientId, sub }
  return { asked, session: pool.sessions.open(binding, { ...state, asked }, client.challengeLifetimeSeconds) }
}

/**
 * What another sign-in has set up since is to be shown, not replaced.
 *
 * @throws {ServiceError} NotAuthorizedException "Invalid session for the user."
 */
export function assertNothingSetUp(pool: UserPool, user: User): void {
  if (dueFactors(pool, user) !== undefined) throw notAuthorized('Invalid session for the user.')
}

function assertTokenIsOffered(asked: Asked): void {
  if (!asked.choices?.includes('SOFTWARE_TOKEN_MFA')) throw notAuthorized('Invalid session for the user.')
}

/** AssociateSoftwareToken within a sign-in. */
export async function associateInSession(pool: UserPool, text: string) {
  const secret = newSecret()
  const { session } = await advanceSetUp(pool, text, (user, asked) => {
    assertTokenIsOffered(asked)
    assertNothingSetUp(pool, user)
    return { ...asked, secret }
  })
  return { secretCode: toBase32(secret), session }
}

/**
 * VerifySoftwareToken within a sign-in. A wrong code leaves the session usable.
 *
 * @returns The session that MFA_SETUP is to be answered with.
 */
export async function verifyInSession(pool: UserPool, text: string, code: string, friendlyName?: string) {
  const { session } = await advanceSetUp(pool, text, (user, asked) => {
    if (asked.secret === undefined) throw noSecret()
    assertNothingSetUp(pool, user)
    enrolSoftwareToken(pool, user, asked.secret, code, friendlyName)
    return { ...asked, isTokenVerified: true }
  })
  return session
}

export const noSecret = () => invalidParameter('User has not set up software token mfa')

/** Ends a set-up: the token was verified, or an e-mail address is given that a code goes to. */
export function answerMfaSetup(step: SessionStep): Advance {
  const { request, attempt, asked } = step
  const { pool, parameters } = request
  const user = userOf(step)
  if (asked.isTokenVerified) {
    enableFactor(pool, user, 'SOFTWARE_TOKEN_MFA')
    return { passed: { ...attempt, isMfaDone: true } }
  }
  const email = parameters.get('EMAIL')
  if (email && asked.choices?.includes('EMAIL_OTP')) {
    assertNothingSetUp(pool, user)
    assertAttributesFree(pool, user, new Map([['email', email]]))
    return askForCode(step, 'EMAIL_OTP', { emailToSetUp: email }, email)
  }
  throw invalidParameter('User has not verified software token mfa')
}
