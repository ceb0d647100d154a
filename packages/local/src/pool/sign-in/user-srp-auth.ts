import { parseClientPublicKey, serverEphemeralKey } from 'poolpass/srp'
import { findSubject } from '../credentials.js'
import { invalidParameter } from '../service-error.js'
import { passwordVerifierChallenge } from './password-verifier.js'
import { requireParameter, requireUsername, type SignInOutcome, type SignInRequest } from './request.js'

function readClientPublicKey(request: SignInRequest): bigint {
  const text = requireParameter(request, 'SRP_A')
  try {
    return parseClientPublicKey(text)
  } catch {
    throw invalidParameter('Invalid SRP_A')
  }
}

/** USER_SRP_AUTH: draws B and asks for the proof. */
export async function startUserSrp(request: SignInRequest): Promise<SignInOutcome> {
  const username = requireUsername(request)
  const clientPublicKey = readClientPublicKey(request)
  const subject = findSubject(request.pool, request.client, username)
  const ephemeralKey = serverEphemeralKey(subject.credential.verifier)
  return { challenge: passwordVerifierChallenge(request, subject, { clientPublicKey, ephemeralKey }) }
}
