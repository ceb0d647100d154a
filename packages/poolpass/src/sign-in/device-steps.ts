import type { ChallengeJson } from './challenge.js'
import { type ChallengeStep, type Flow, unanswered } from './flow.js'
import { proofStep } from './proof-step.js'
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
export const devicePasswordVerifier: ChallengeStep<undefined> = /* @__PURE__ */ proofStep((flow, challenge) => {
  const { deviceKey, deviceGroupKey, devicePassword } = deviceOf(flow, challenge)
  return { identity: { group: deviceGroupKey, id: deviceKey }, password: devicePassword }
}, 'DEVICE_PASSWORD_VERIFIER')
