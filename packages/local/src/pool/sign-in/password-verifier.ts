import { type Subject, simulatedSubject, srpIdentity, subjectOf } from '../credentials.js'
import type { SrpExchange } from '../secret-block.js'
import { incorrectCredentials } from '../service-error.js'
import type { UserPool } from '../user-pool.js'
import { withResult } from './attempt.js'
import { noteDevice } from './device-note.js'
import { assertMaySignIn, type Challenge, requireUsername, type SignInRequest } from './request.js'
import { type Claim, isClaimProven, openExchange, readClaim, readClientPublicKey } from './srp-claim.js'
import { type Advance, type Answered, answerInSession, ask, type Step } from './step.js'

const NAME = 'PASSWORD_VERIFIER'

/** @param isInSession Whether the answer must come with a Session. */
export function passwordVerifierChallenge(
  { request, subject, attempt }: Step,
  clientPublicKey: bigint,
  isInSession = false,
): Challenge {
  const { userId, user, credential } = subject
  const { deviceKey } = attempt
  const { parameters } = openExchange(request, 'user', credential, {
    clientPublicKey,
    userId,
    ...(user && { sub: user.sub }),
    ...(isInSession && { isInSession }),
    ...(deviceKey !== undefined && { deviceKey }),
  })
  return { name: NAME, parameters: { ...parameters, USERNAME: userId, USER_ID_FOR_SRP: userId } }
}

/** The same in the middle of a sign-in, where it has a Session. */
export function askForProof(step: Step): Advance {
  const { name, parameters } = passwordVerifierChallenge(step, readClientPublicKey(step.request), true)
  return ask(step, name, parameters)
}

/** @throws {ServiceError} NotAuthorizedException when the user has gone, or USERNAME means somebody else. */
function subjectOfExchange(pool: UserPool, exchange: SrpExchange, username: string): Subject {
  if (exchange.sub === undefined) return { ...simulatedSubject(pool, username), userId: exchange.userId }
  const user = pool.users.findBySub(exchange.sub)
  if (user === undefined || pool.users.resolve(username) !== user) throw incorrectCredentials()
  assertMaySignIn(user)
  return subjectOf(user)
}

function isProven(pool: UserPool, { userId, user, credential }: Subject, claim: Claim): Promise<boolean> {
  const check = () => isClaimProven(pool, srpIdentity(pool, userId), credential.verifier, claim)
  return pool.lockOut.evaluate(userId, async () => (await check()) && user !== undefined)
}

/** Checks an answer to PASSWORD_VERIFIER. A block may be answered again: clients do, when their device is unknown. */
export async function answerPasswordVerifier(request: SignInRequest): Promise<Answered> {
  const { pool } = request
  const username = requireUsername(request)
  const claim = readClaim(request, 'user')
  const { isInSession, deviceKey } = claim.exchange
  const subject = subjectOfExchange(pool, claim.exchange, username)
  if (isInSession) {
    return answerInSession(NAME, request, async step => {
      const result = { challengeName: NAME, challengeResult: true }
      if (await isProven(pool, subject, claim)) return { passed: withResult(step.attempt, result) }
      step.endSession()
      throw incorrectCredentials()
    })
  }
  if (!(await isProven(pool, subject, claim))) throw incorrectCredentials()
  const attempt = noteDevice(request, subject, deviceKey === undefined ? {} : { deviceKey })
  return { request, subject, attempt, advance: { passed: attempt } }
}
