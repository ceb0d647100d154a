import type { LocalCognito } from '@poolpass/local'
import { clientEphemeralKey, createVerifier, deviceVerifierConfig, formatTimestamp } from 'poolpass/srp'
import { deviceResponses } from '../device.js'
import { type Answer, PASSWORD, readAnswer, SIGV4, secretHash, srpResponses } from '../wire.js'
import type { Device, Exchange } from './knowledge.js'
import type { Proof } from './messages.js'
import { CLIENT_IDS, CLIENT_SECRET, type ClientName } from './world.js'

/** The client's side of the wire: real requests, real proofs. */

const EPHEMERAL_KEY = clientEphemeralKey()
export const SRP_A = EPHEMERAL_KEY.publicKey.toString(16)
/** Looks like a SECRET_BLOCK. */
const FORGED_BLOCK = Buffer.concat([Buffer.from([2, 5, 0x78]), Buffer.alloc(1400, 7)]).toString('base64')

/** @returns `undefined` where the connection broke. */
export async function call(local: LocalCognito, operation: string, input: object): Promise<Answer | undefined> {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...SIGV4 }
  const body = JSON.stringify({ UserPoolId: local.userPoolId, ...input })
  const response = await local.fetch(local.endpoint, { method: 'POST', headers, body }).catch(brokenConnection)
  return response && readAnswer(response)
}

function brokenConnection(error: unknown): undefined {
  if (!(error instanceof TypeError && error.message === 'fetch failed')) throw error
}

/** SECRET_HASH as a client of this name would send it, or not quite. */
export function hashOf(client: ClientName, username: string, proof: Proof): Record<string, string> {
  if (proof === 'missing' || (proof === 'right' && client === 'main')) return {}
  const hash = secretHash(CLIENT_SECRET, proof === 'right' ? username : `${username}x`, CLIENT_IDS[client])
  return { SECRET_HASH: hash }
}

/** The same for operations that take the secret itself. */
export function secretOf(client: ClientName, proof: Proof): object {
  if (proof === 'missing' || (proof === 'right' && client === 'main')) return {}
  return { ClientSecret: proof === 'right' ? CLIENT_SECRET : `${CLIENT_SECRET}x` }
}

/** A text of the pool's with one character changed. */
export function forged(text: string): string {
  const at = Math.floor(text.length / 2)
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

/** PASSWORD_CLAIM_… and TIMESTAMP. */
export async function claimResponses(
  local: LocalCognito,
  exchange: Exchange | undefined,
  how: 'right' | 'wrong' | 'stale',
): Promise<Record<string, string>> {
  const { opened, device, person } = exchange ?? {}
  if (opened === undefined || person === undefined) {
    const TIMESTAMP = formatTimestamp(local.clock.nowMs())
    return { PASSWORD_CLAIM_SECRET_BLOCK: FORGED_BLOCK, PASSWORD_CLAIM_SIGNATURE: 'AAAA', TIMESTAMP }
  }
  const timestamp = formatTimestamp(local.clock.nowMs() - (how === 'stale' ? 360_000 : 0))
  if (device) {
    const started = { started: opened, ephemeralKey: EPHEMERAL_KEY }
    const password = how === 'wrong' ? `${device.password}x` : device.password
    return deviceResponses(local, started, { ...device, password }, person.name, timestamp)
  }
  const password = how === 'wrong' ? 'Wrong-Horse-9' : person.password
  return srpResponses(local, { initiated: opened, ephemeralKey: EPHEMERAL_KEY }, { password, timestamp })
}

export async function verifierConfig({ group, key, password }: Device): Promise<object> {
  return deviceVerifierConfig(await createVerifier({ group, id: key }, password))
}

export const NEW_PASSWORD = `New-${PASSWORD}`
