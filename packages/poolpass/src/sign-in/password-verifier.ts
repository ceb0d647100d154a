import type { StringMap } from '../cognito-idp/index.js'
import { SrpError } from '../errors/index.js'
import { formatTimestamp, passwordProof } from '../srp/index.js'
import type { ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow } from './flow.js'

async function respond(flow: Flow, { parameters }: ChallengeJson): Promise<StringMap> {
  const { client, ephemeralKey, password } = flow
  if (ephemeralKey === undefined || password === undefined) {
    throw new SrpError('ERR_POOLPASS_SRP', 'the pool asked for an SRP proof in a sign-in that did not start with SRP')
  }
  const timestamp = formatTimestamp(client.serviceClock.nowMs())
  const { SECRET_BLOCK = '', SRP_B = '', SALT = '' } = parameters
  const signature = await passwordProof({
    // Only the service knows the id that the verifier was made with: what was typed may be an alias.
    identity: { group: client.poolName, id: parameters.USER_ID_FOR_SRP ?? flow.username },
    password,
    ephemeralKey,
    serverPublicKey: SRP_B,
    salt: SALT,
    secretBlock: SECRET_BLOCK,
    timestamp,
    engine: client.srpEngine,
  })
  return { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp }
}

/** PASSWORD_VERIFIER: proves the password without sending it. */
export const passwordVerifier: ChallengeStep<undefined> = { automatic: true, respond }
