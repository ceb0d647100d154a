import { bytesToBase64, equalBytes, hmacSha256, utf8 } from '../srp/index.js'

/**
 * What marks a stored session as made by one credential: only who holds the password can compute it.
 *
 * @param owner Pool, client and username, so that equal passwords of two users give different tags.
 */
export async function credentialTag(password: string, owner: string): Promise<string> {
  return bytesToBase64(await hmacSha256(utf8(password), utf8(owner)))
}

/** Compares in constant time. */
export function sameTag(one: string, other: string): boolean {
  return equalBytes(utf8(one), utf8(other))
}
