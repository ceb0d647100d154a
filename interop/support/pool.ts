import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { expect } from 'vitest'

export const alice = { username: 'alice', password: 'Correct-Horse-9', attributes: { email: 'alice@example.com' } }
/** Neither name nor password is ASCII. */
export const zoe = { username: 'zoë', password: 'Pässwörd-密码-9', attributes: { email: 'zoe@example.com' } }
/** Must choose a new password at the first sign-in. */
export const invited = { username: 'invited', password: 'Temporary-Horse-9', temporaryPassword: true }

// Made once: the slowest part of starting a pool.
const signingKeys = await createSigningKeys()

export function startPool(options: LocalCognitoOptions = {}): Promise<LocalCognito> {
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const
  return startLocalCognito({ users: [alice, zoe, invited], client: { ExplicitAuthFlows }, signingKeys, ...options })
}

export interface TokenPair {
  readonly accessToken: string
  readonly idToken: string
}

/** Checks both tokens as a protected API would: by the pool's published keys. Returns their claims. */
export async function verifiedClaims(
  pool: LocalCognito,
  { accessToken, idToken }: TokenPair,
): Promise<{ access: JWTPayload; id: JWTPayload }> {
  const { issuer, clientId } = pool
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const algorithms = ['RS256']
  const [access, id] = await Promise.all([
    jwtVerify(accessToken, keys, { issuer, algorithms }),
    jwtVerify(idToken, keys, { issuer, algorithms, audience: clientId }),
  ])
  expect(access.payload).toMatchObject({ iss: issuer, client_id: clientId, token_use: 'access' })
  expect(id.payload).toMatchObject({ iss: issuer, aud: clientId, token_use: 'id' })
  expect(access.payload.sub).toBe(id.payload.sub)
  return { access: access.payload, id: id.payload }
}

/** What a call failed with. */
export async function failureOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  return call.then(
    () => expect.fail('it succeeded'),
    (error: { name: string; message: string }) => error,
  )
}

/** A call made by hand, with the header that administrators' operations need. */
export async function call(pool: LocalCognito, operation: string, input: object): Promise<unknown> {
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=local',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
  const answer = await fetch(pool.endpoint, { method: 'POST', headers, body: JSON.stringify(input) })
  const text = await answer.text()
  return text === '' ? undefined : JSON.parse(text)
}

/**
 * What clients asked of the pool, in the order in which it came: AuthFlow or ChallengeName, elsewhere the operation, and
 * the error if there was one.
 *
 * @param from How many requests had come before.
 */
export function steps({ requests }: LocalCognito, from = 0): string[] {
  return requests
    .slice(from)
    .filter(({ operation }) => operation !== 'jwks')
    .map(({ operation, input, error }) => {
      const { AuthFlow, ChallengeName } = input as { AuthFlow?: string; ChallengeName?: string }
      return `${AuthFlow ?? ChallengeName ?? operation}${error === undefined ? '' : ` ${error}`}`
    })
}
