import { formatTimestamp, passwordProof } from '../srp/index.js'
import type { ChallengeJson } from './challenge.js'
import { type ChallengeStep, type Flow, unanswered } from './flow.js'
import { beginSrp } from './sign-in-with-srp.js'

function deviceOf(flow: Flow, challenge: ChallengeJson) {
  if (!flow.device) throw unanswered(challenge)
  return flow.device
}

/** DEVICE_SRP_AUTH: begins the remembered device's proof. Its DEVICE_KEY is in every answer of the flow. */
export const deviceSrpAuth: ChallengeStep<undefined> = {
  automatic: true,
  respond(flow, challenge) {
    deviceOf(flow, challenge)
    return beginSrp(flow)
  },
}

/** DEVICE_PASSWORD_VERIFIER: proves the remembered device. */
export const devicePasswordVerifier: ChallengeStep<undefined> = {
  automatic: true,
  refusedAs: 'DEVICE_PASSWORD_VERIFIER',
  async respond(flow, challenge) {
    const { deviceKey, deviceGroupKey, devicePassword } = deviceOf(flow, challenge)
    if (!flow.ephemeralKey) throw unanswered(challenge)
    const { SECRET_BLOCK = '', SRP_B = '', SALT = '' } = challenge.parameters
    const timestamp = formatTimestamp(flow.client.serviceClock.nowMs())
    const signature = await passwordProof({
      identity: { group: deviceGroupKey, id: deviceKey },
      password: devicePassword,
      ephemeralKey: flow.ephemeralKey,
      serverPublicKey: SRP_B,
      salt: SALT,
      secretBlock: SECRET_BLOCK,
      timestamp,
      engine: flow.client.srpEngine,
    })
    return { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp }
  },
}
