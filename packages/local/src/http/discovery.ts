import type { Account } from '../pool/account.js'
import { publicKeySet } from '../pool/signing-keys.js'
import type { UserPool } from '../pool/user-pool.js'

/** A document that anybody may GET. */
export interface Document {
  /** What counters and injected faults call it. */
  readonly name: 'jwks' | 'openid-configuration'
  read(origin: string): Promise<object>
}

const DOCUMENTS: ReadonlyMap<string, Document['name']> = new Map([
  ['jwks.json', 'jwks'],
  ['openid-configuration', 'openid-configuration'],
])

function openidConfiguration(pool: UserPool, origin: string): object {
  const issuer = pool.issuerAt(origin)
  return {
    authorization_endpoint: `${origin}/oauth2/authorize`,
    end_session_endpoint: `${origin}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${origin}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${origin}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
  }
}

const READERS: Readonly<Record<Document['name'], (pool: UserPool, origin: string) => Promise<object>>> = {
  jwks: async pool => publicKeySet(await pool.keys),
  'openid-configuration': async (pool, origin) => openidConfiguration(pool, origin),
}

/** @returns `undefined` when the path names no document of any pool. */
export function findDocument(account: Account, pathname: string): Document | undefined {
  const [, poolId, file] = /^\/([\w-]+)\/\.well-known\/([\w.-]+)$/.exec(pathname) ?? []
  const pool = account.pools.find(({ id }) => id === poolId)
  const name = DOCUMENTS.get(file ?? '')
  return pool && name && { name, read: origin => READERS[name](pool, origin) }
}
