import { SrpError } from '../errors/index.js'
import { formatTimestamp, passwordProof, type SrpIdentity } from '../srp/index.js'
import type { ChallengeJson } from './challenge.js'
import type { ChallengeStep, Flow } from './flow.js'

/** Whose proof it is. */
interface Prover {
  readonly identity: SrpIdentity
  readonly password: string | undefined
}

/** Ends an SRP exchange: proves a password without sending it. */
export const proofStep = (
  proverOf: (flow: Flow, challenge: ChallengeJson) => Prover,
  refusedAs?: string,
): ChallengeStep<undefined> => ({
  automatic: true,
  refusedAs,
  async respond(flow, challenge) {
    const { client, ephemeralKey } = flow
    const { identity, password } = proverOf(flow, challenge)
    if (ephemeralKey === undefined || password === undefined) {
      throw new SrpError('ERR_POOLPASS_SRP', 'the pool asks for a proof that was not begun')
    }
    const timestamp = formatTimestamp(client.serviceClock.nowMs())
    const { SECRET_BLOCK = '', SRP_B = '', SALT = '' } = challenge.parameters
    const signature = await passwordProof({
      identity,
      password,
      ephemeralKey,
      serverPublicKey: SRP_B,
      salt: SALT,
      secretBlock: SECRET_BLOCK,
      timestamp,
      engine: client.srpEngine,
    })
    return { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp }
  },
})
