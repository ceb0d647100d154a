import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

/** A private RSA key as a JWK (RFC 7517), with the `kid` that tokens name it by. */
export interface LocalSigningKey {
  /** What tokens and the key set name it by. */
  readonly kid: string
  /** **The private key.** */
  readonly jwk: Readonly<Record<string, unknown>>
}

/** A pool's two keys. Plain JSON and private: may be handed to other test processes, not to a repository. */
export interface LocalSigningKeys {
  /** Signs ID tokens. */
  readonly id: LocalSigningKey
  /** Signs access tokens. */
  readonly access: LocalSigningKey
}

const generate = promisify(generateKeyPair)

// Real kids are plain base64; clients that treat them as base64url must fail here too, so '+' or '/' is a must.
function newKid(): string {
  for (;;) {
    const kid = randomBytes(32).toString('base64')
    if (/[+/]/.test(kid)) return kid
  }
}

async function newKey(): Promise<LocalSigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  return { kid: newKid(), jwk: { ...privateKey.export({ format: 'jwk' }) } }
}

/** Makes two RSA-2048 keys: some hundred milliseconds, beside the event loop. */
export async function createSigningKeys(): Promise<LocalSigningKeys> {
  const [id, access] = await Promise.all([newKey(), newKey()])
  return { id, access }
}

/** A key ready for use. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** The encoded JWT header of every token signed with it. */
  readonly header: string
}

export interface PoolKeys {
  readonly id: SigningKey
  readonly access: SigningKey
}

function loadKey({ kid, jwk }: LocalSigningKey): SigningKey {
  const privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
  const header = Buffer.from(JSON.stringify({ kid, alg: 'RS256' })).toString('base64url')
  return { kid, privateKey, publicKey: createPublicKey(privateKey), header }
}

export const loadKeys = ({ id, access }: LocalSigningKeys): PoolKeys => ({ id: loadKey(id), access: loadKey(access) })

/** @returns The body of `/.well-known/jwks.json`. */
export function publicKeySet(keys: PoolKeys): object {
  const publish = ({ kid, publicKey }: SigningKey) => {
    const { e, n } = publicKey.export({ format: 'jwk' })
    return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }
  }
  return { keys: [publish(keys.id), publish(keys.access)] }
}
