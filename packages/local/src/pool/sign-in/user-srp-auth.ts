import { findSubject } from '../credentials.js'
import { beginWithDevice } from './device-note.js'
import { passwordVerifierChallenge } from './password-verifier.js'
import { requireUsername, type SignInOutcome, type SignInRequest } from './request.js'
import { readClientPublicKey } from './srp-claim.js'

/** USER_SRP_AUTH: draws B and asks for the proof. */
export async function startUserSrp(request: SignInRequest): Promise<SignInOutcome> {
  const username = requireUsername(request)
  const clientPublicKey = readClientPublicKey(request)
  const subject = findSubject(request.pool, request.client, username)
  return {
    challenge: passwordVerifierChallenge(
      { request, subject, attempt: beginWithDevice(request, subject) },
      clientPublicKey,
    ),
  }
}
