import { formatTimestamp, parseClientPublicKey, type SrpIdentity, serverEphemeralKey, verifyProof } from 'poolpass/srp'
import { sessionExpired } from '../challenge-sessions.js'
import { openSecretBlock, type SecretBlockPurpose, type SrpExchange, sealSecretBlock } from '../secret-block.js'
import { incorrectCredentials, invalidParameter } from '../service-error.js'
import type { UserPool } from '../user-pool.js'
import { requireParameter, type SignInRequest } from './request.js'

const TIMESTAMP_TOLERANCE_MS = 5 * 60_000

/** @throws {ServiceError} InvalidParameterException for an SRP_A that is missing or no such key. */
export function readClientPublicKey(request: SignInRequest): bigint {
  const text = requireParameter(request, 'SRP_A')
  try {
    return parseClientPublicKey(text)
  } catch {
    throw invalidParameter('Invalid SRP_A')
  }
}

/** An exchange that the client is to prove something in. */
export interface OpenedExchange {
  readonly parameters: { readonly SALT: string; readonly SECRET_BLOCK: string; readonly SRP_B: string }
  readonly serverPublicKey: bigint
}

/** Draws B for a client's A. */
export function openExchange(
  { pool, client }: SignInRequest,
  purpose: SecretBlockPurpose,
  { salt, verifier }: { readonly salt: bigint; readonly verifier: bigint },
  about: Omit<SrpExchange, 'ephemeralKey' | 'issuedAtMs'>,
): OpenedExchange {
  const ephemeralKey = serverEphemeralKey(verifier)
  const exchange = { ...about, ephemeralKey, issuedAtMs: pool.clock.nowMs() }
  return {
    serverPublicKey: ephemeralKey.publicKey,
    parameters: {
      // Minimal hex: some clients pad the digits that they get, others the number, and only this form suits both.
      SALT: salt.toString(16),
      SECRET_BLOCK: sealSecretBlock(pool.sealedBox, purpose, client.clientId, exchange),
      SRP_B: ephemeralKey.publicKey.toString(16),
    },
  }
}

/** What a client claims, with the exchange that it belongs to. */
export interface Claim {
  readonly exchange: SrpExchange & { readonly bytes: Uint8Array }
  readonly signature: string
  readonly timestamp: string
}

/** @throws {ServiceError} NotAuthorizedException for a block that is not ours, of another kind, or too old. */
export function readClaim(request: SignInRequest, purpose: SecretBlockPurpose): Claim {
  const { pool, client } = request
  const blockText = requireParameter(request, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const signature = requireParameter(request, 'PASSWORD_CLAIM_SIGNATURE')
  const timestamp = requireParameter(request, 'TIMESTAMP')
  const exchange = openSecretBlock(pool.sealedBox, purpose, client.clientId, blockText)
  if (exchange === undefined) throw incorrectCredentials()
  const ageMs = pool.clock.nowMs() - exchange.issuedAtMs
  if (ageMs >= client.challengeLifetimeSeconds * 1000) throw sessionExpired()
  return { exchange, signature, timestamp }
}

/** A timestamp counts if it is exactly what a correct client writes, and of now. */
function isAcceptableTimestamp(timestamp: string, nowMs: number): boolean {
  const epochMs = Date.parse(timestamp.replace(' UTC ', ' ').concat(' UTC'))
  return formatTimestamp(epochMs) === timestamp && Math.abs(nowMs - epochMs) <= TIMESTAMP_TOLERANCE_MS
}

/** Whether the claim is signed by who knows the password behind `verifier`. */
export async function isClaimProven(
  pool: UserPool,
  identity: SrpIdentity,
  verifier: bigint,
  { exchange, signature, timestamp }: Claim,
): Promise<boolean> {
  const { clientPublicKey, ephemeralKey, bytes } = exchange
  const proof = { identity, verifier, clientPublicKey, ephemeralKey, secretBlock: bytes, timestamp, signature }
  const isTimely = isAcceptableTimestamp(timestamp, pool.clock.nowMs())
  return (await verifyProof(proof).catch(() => false)) && isTimely
}
