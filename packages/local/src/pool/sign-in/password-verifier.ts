import { formatTimestamp, verifyProof } from 'poolpass/srp'
import { sessionExpired } from '../challenge-sessions.js'
import { type Subject, simulatedSubject, srpIdentity, subjectOf } from '../credentials.js'
import { openSecretBlock, type SrpExchange, sealSecretBlock } from '../secret-block.js'
import { incorrectCredentials } from '../service-error.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { assertMaySignIn, type Challenge, requireParameter, requireUsername, type SignInRequest } from './request.js'

const NAME = 'PASSWORD_VERIFIER'
const TIMESTAMP_TOLERANCE_MS = 5 * 60_000

/** @param exchange What the client sent and what we drew for it. */
export function passwordVerifierChallenge(
  { pool, client }: SignInRequest,
  { userId, user, credential }: Subject,
  exchange: Pick<SrpExchange, 'clientPublicKey' | 'ephemeralKey'>,
): Challenge {
  const secretBlock = sealSecretBlock(pool.sealedBox, client.clientId, {
    ...exchange,
    userId,
    ...(user && { sub: user.sub }),
    issuedAtMs: pool.clock.nowMs(),
  })
  return {
    name: NAME,
    parameters: {
      // Minimal hex: some clients pad the digits that they get, others the number, and only this form suits both.
      SALT: credential.salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: exchange.ephemeralKey.publicKey.toString(16),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  }
}

/** A timestamp counts if it is exactly what a correct client writes, and of now. */
function isAcceptableTimestamp(timestamp: string, nowMs: number): boolean {
  const epochMs = Date.parse(timestamp.replace(' UTC ', ' ').concat(' UTC'))
  return formatTimestamp(epochMs) === timestamp && Math.abs(nowMs - epochMs) <= TIMESTAMP_TOLERANCE_MS
}

/** @throws {ServiceError} NotAuthorizedException when the user has gone, or USERNAME means somebody else. */
function subjectOfExchange(pool: UserPool, exchange: SrpExchange, username: string): Subject {
  if (exchange.sub === undefined) return { ...simulatedSubject(pool, username), userId: exchange.userId }
  const user = pool.users.findBySub(exchange.sub)
  if (user === undefined || pool.users.resolve(username) !== user) throw incorrectCredentials()
  assertMaySignIn(user)
  return subjectOf(user)
}

/** Checks an answer to PASSWORD_VERIFIER. A block may be answered again: clients do, when their device is unknown. */
export async function answerPasswordVerifier(request: SignInRequest): Promise<User> {
  const { pool, client } = request
  const username = requireUsername(request)
  const blockText = requireParameter(request, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const signature = requireParameter(request, 'PASSWORD_CLAIM_SIGNATURE')
  const timestamp = requireParameter(request, 'TIMESTAMP')

  const exchange = openSecretBlock(pool.sealedBox, client.clientId, blockText)
  if (exchange === undefined) throw incorrectCredentials()
  const ageMs = pool.clock.nowMs() - exchange.issuedAtMs
  if (ageMs >= client.challengeLifetimeSeconds * 1000) throw sessionExpired()

  const { userId, user, credential } = subjectOfExchange(pool, exchange, username)
  const isProven = await pool.lockOut.evaluate(userId, async () => {
    const proof = {
      identity: srpIdentity(pool, userId),
      verifier: credential.verifier,
      clientPublicKey: exchange.clientPublicKey,
      ephemeralKey: exchange.ephemeralKey,
      secretBlock: exchange.bytes,
      timestamp,
      signature,
    }
    const isTimely = isAcceptableTimestamp(timestamp, pool.clock.nowMs())
    return (await verifyProof(proof).catch(() => false)) && isTimely && user !== undefined
  })
  if (!isProven || user === undefined) throw incorrectCredentials()
  return user
}
