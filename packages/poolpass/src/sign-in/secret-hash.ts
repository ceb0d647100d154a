import { bytesToBase64, hmacSha256, utf8 } from '../srp/index.js'

/**
 * SECRET_HASH: base64 of HMAC-SHA-256 over `username ‖ clientId`, keyed by the client secret.
 *
 * @param username Exactly as sent as USERNAME in the same request.
 */
export async function secretHash(username: string, clientId: string, clientSecret: string): Promise<string> {
  return bytesToBase64(await hmacSha256(utf8(clientSecret), utf8(username + clientId)))
}
