import type { ChallengeStep } from './flow.js'
import { proofStep } from './proof-step.js'

/** PASSWORD_VERIFIER: proves the password without sending it. */
export const passwordVerifier: ChallengeStep<undefined> = /* @__PURE__ */ proofStep(
  ({ client, username, password }, { parameters }) => ({
    // Only the service knows the id that the verifier was made with: what was typed may be an alias.
    identity: { group: client.poolName, id: parameters.USER_ID_FOR_SRP ?? username },
    password,
  }),
)
