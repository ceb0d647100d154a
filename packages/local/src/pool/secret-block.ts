import type { EphemeralKey } from 'poolpass/srp'
import type { SealedBox } from './sealed-box.js'

/** The pool's side of a started SRP exchange. It travels in SECRET_BLOCK, so the pool keeps nothing. */
export interface SrpExchange {
  /** USER_ID_FOR_SRP, or DEVICE_KEY. */
  readonly userId: string
  /** Absent for a user that does not exist. */
  readonly sub?: string
  readonly clientPublicKey: bigint
  readonly ephemeralKey: EphemeralKey
  readonly issuedAtMs: number
  /** It was drawn in the middle of a sign-in: the proof counts only with that Session. */
  readonly isInSession?: boolean
  /** What the sign-in began with. */
  readonly deviceKey?: string
}

/** Real blocks start with "AgV4". */
const HEADER = Buffer.from([2, 5, 0x78])
const GROUP_BYTES = 384
const EXPONENT_BYTES = 32
const REST_CHARACTERS = 512

const toBytes = (value: bigint, length: number) => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex')
const toInteger = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)

/** Whose proof an exchange is for: one of a device is no proof of a password. */
export type SecretBlockPurpose = 'user' | 'device'

const contextOf = (purpose: SecretBlockPurpose, clientId: string) => `SECRET_BLOCK ${purpose} ${clientId}`

/** @returns Standard base64. */
export function sealSecretBlock(
  box: SealedBox,
  purpose: SecretBlockPurpose,
  clientId: string,
  exchange: SrpExchange,
): string {
  const { clientPublicKey, ephemeralKey, ...rest } = exchange
  const content = Buffer.concat([
    toBytes(clientPublicKey, GROUP_BYTES),
    toBytes(ephemeralKey.publicKey, GROUP_BYTES),
    toBytes(ephemeralKey.privateKey, EXPONENT_BYTES),
    // Of one length, whether there is a `sub` in it or not: it would tell who exists.
    Buffer.from(JSON.stringify(rest).padEnd(REST_CHARACTERS)),
  ])
  return box.seal(contextOf(purpose, clientId), content, HEADER).toString('base64')
}

/** @returns `undefined` for a block that this pool did not make for this client. */
export function openSecretBlock(
  box: SealedBox,
  purpose: SecretBlockPurpose,
  clientId: string,
  text: string,
): (SrpExchange & { readonly bytes: Uint8Array }) | undefined {
  const bytes = Buffer.from(text, 'base64')
  const content = box.open(contextOf(purpose, clientId), bytes, HEADER.length)
  if (content === undefined) return undefined
  const [publicKeyAt, privateKeyAt, restAt] = [GROUP_BYTES, 2 * GROUP_BYTES, 2 * GROUP_BYTES + EXPONENT_BYTES]
  const clientPublicKey = toInteger(content.subarray(0, publicKeyAt))
  const ephemeralKey = {
    publicKey: toInteger(content.subarray(publicKeyAt, privateKeyAt)),
    privateKey: toInteger(content.subarray(privateKeyAt, restAt)),
  }
  const rest = JSON.parse(content.toString('utf8', restAt)) as Omit<SrpExchange, 'clientPublicKey' | 'ephemeralKey'>
  return { ...rest, clientPublicKey, ephemeralKey, bytes }
}
