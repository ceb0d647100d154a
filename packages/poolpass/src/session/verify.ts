import { checkOptions, checkText, invalidOption, TokenError, unchecked } from '../errors/index.js'
import { decodeClaims, type TokenClaims } from '../sign-in/index.js'
import { bytesToBase64, sha256, utf8 } from '../srp/index.js'
import type { JsonWebKeySet } from './keys.js'
import type { PoolInternals } from './user-pool.js'

/** What a token says that it is, as its claim `token_use`. */
export type TokenUse = 'id' | 'access'

export interface ClaimExpectations {
  readonly tokenUse: TokenUse
  /** The session's user, when known. */
  readonly sub?: string | undefined
  /** The access token issued beside an ID token, for `at_hash`. */
  readonly accessToken?: string | undefined
  /** Accepts a token past its `exp`: one that will be renewed before use. */
  readonly mayHaveExpired?: boolean | undefined
}

function invalid(problem: string): TokenError {
  return new TokenError('ERR_POOLPASS_TOKEN_INVALID', `the token is not valid: ${problem}`)
}

/**
 * Checks all that a token says about itself: `iss`, `token_use`, `client_id` or `aud`, `sub`, `exp`, `at_hash`.
 *
 * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`, naming the claim.
 */
async function checkClaims(pool: PoolInternals, claims: TokenClaims, expected: ClaimExpectations): Promise<void> {
  const { tokenUse, sub, accessToken, mayHaveExpired = false } = expected
  if (!pool.issuers.includes(claims.iss ?? '')) throw invalid('`iss` is not of this user pool')
  if (claims.token_use !== tokenUse) throw invalid(`\`token_use\` is not ${tokenUse}`)
  const audience = tokenUse === 'id' ? claims.aud : claims.client_id
  if (audience !== pool.client.clientId)
    throw invalid(`\`${tokenUse === 'id' ? 'aud' : 'client_id'}\` is not this app client`)
  if (sub !== undefined && claims.sub !== sub) throw invalid('`sub` is not the user of this session')
  const expiresAtMs = typeof claims.exp === 'number' ? claims.exp * 1_000 : 0
  if (!mayHaveExpired && expiresAtMs <= pool.client.serviceClock.nowMs()) throw invalid('it has expired')
  if (claims.at_hash !== undefined && accessToken !== undefined && claims.at_hash !== (await atHash(accessToken))) {
    throw invalid('`at_hash` does not fit the access token')
  }
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash, base64url. */
async function atHash(accessToken: string): Promise<string> {
  const left = (await sha256(utf8(accessToken))).subarray(0, 16)
  return bytesToBase64(left).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
}

function readKid(token: string): string {
  try {
    const header = JSON.parse(atob((token.split('.', 1)[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    if (typeof header.kid === 'string') return header.kid
  } catch {
    // Reported below.
  }
  throw invalid('its header names no key')
}

const loadJose = () => Promise.all([import('jose/jws/compact/verify'), import('jose/jwks/local')])

type CreateKeyGetter = Awaited<ReturnType<typeof loadJose>>[1]['createLocalJWKSet']
type KeyGetter = ReturnType<CreateKeyGetter>

/** jose copies a set, and imports each of its keys, once for each getter. */
const keyGetters = new WeakMap<JsonWebKeySet, KeyGetter>()

function keyGetterOf(keySet: JsonWebKeySet, create: CreateKeyGetter): KeyGetter {
  const getKey = keyGetters.get(keySet) ?? create(keySet as Parameters<CreateKeyGetter>[0])
  keyGetters.set(keySet, getKey)
  return getKey
}

/** Does beforehand what the first check of a token would wait for. */
export async function prepareChecks(pool: PoolInternals): Promise<void> {
  const [keySet, [, { createLocalJWKSet }]] = await Promise.all([pool.keys.coming, loadJose()])
  if (!keySet) return
  const getKey = keyGetterOf(keySet, createLocalJWKSet)
  await Promise.all(keySet.keys.map(({ kid }) => getKey({ alg: 'RS256', ...(kid !== undefined && { kid }) })))
}

/** @throws {TokenError} for a bad signature. @throws {UnavailableError} when the keys are out of reach. */
async function checkSignature(pool: PoolInternals, token: string): Promise<void> {
  const [keySet, [{ compactVerify }, { createLocalJWKSet }]] = await Promise.all([
    pool.keys.forKid(readKid(token)),
    loadJose(),
  ])
  try {
    await compactVerify(token, keyGetterOf(keySet, createLocalJWKSet), { algorithms: ['RS256'] })
  } catch (error) {
    // jose's errors carry no token; their code says enough.
    const code = (error as { code?: string }).code ?? 'unknown error'
    const problem =
      code === 'ERR_JWKS_NO_MATCHING_KEY'
        ? 'no key known of this user pool has signed the token; is it of another pool, or are the given `jwks` out of date?'
        : `the token's signature was not accepted (${code})`
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', problem, { cause: error })
  }
}

/** One way to check a token. */
export type TokenCheck = typeof verifyToken

/**
 * Verifies one token: RS256 signature by the pool's keys, and every claim.
 *
 * @returns Its claims.
 */
export async function verifyToken(
  pool: PoolInternals,
  token: string,
  expected: ClaimExpectations,
): Promise<TokenClaims> {
  await checkSignature(pool, token)
  return verifyClaims(pool, token, expected)
}

/**
 * Verifies what a caller holds, which may be anything.
 *
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, before anything is fetched.
 */
export async function verifyOne(
  pool: PoolInternals,
  token: string,
  options: { readonly tokenUse?: TokenUse } | undefined,
): Promise<TokenClaims> {
  checkText('token', token)
  if (options === undefined) throw invalidOption('options', 'must say which token it is: { tokenUse }')
  checkOptions(options, { tokenUse: unchecked })
  const { tokenUse } = options
  if (tokenUse !== 'id' && tokenUse !== 'access') throw invalidOption('tokenUse', 'must be id or access')
  return verifyToken(pool, token, { tokenUse })
}

/** Verifies all but the signature. */
export async function verifyClaims(
  pool: PoolInternals,
  token: string,
  expected: ClaimExpectations,
): Promise<TokenClaims> {
  const claims = decodeClaims(token)
  await checkClaims(pool, claims, expected)
  return claims
}
