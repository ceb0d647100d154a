import type { PoolClient } from '../pool/account.js'
import { answerChallenge, CHALLENGE_NAMES } from '../pool/sign-in/challenges.js'
import { type Input, oneOf, required, stringMap } from './input/members.js'
import { clientId, session, sideChannel, userPoolId } from './input/scalars.js'
import { type Call, defineOperation } from './operation.js'
import { signInAnswer } from './output.js'

const input = {
  ClientId: required(clientId),
  ChallengeName: required(oneOf(...CHALLENGE_NAMES)),
  Session: session,
  ChallengeResponses: stringMap,
  ...sideChannel,
}

async function answer(call: Call, found: PoolClient, isAdmin: boolean, given: Input<typeof input>) {
  const { ChallengeName, ChallengeResponses = new Map(), Session } = given
  const outcome = await answerChallenge(ChallengeName, {
    ...found,
    isAdmin,
    isInitial: false,
    clientMetadata: given.ClientMetadata,
    issuer: found.pool.issuerAt(call.origin),
    parameters: ChallengeResponses,
    ...(Session !== undefined && { session: Session }),
  })
  return signInAnswer(outcome)
}

export const respondToAuthChallenge = defineOperation({
  name: 'RespondToAuthChallenge',
  access: 'public',
  input,
  run: (call, given) => answer(call, call.account.client(given.ClientId), false, given),
})

export const adminRespondToAuthChallenge = defineOperation({
  name: 'AdminRespondToAuthChallenge',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ...input },
  run: (call, given) => answer(call, call.account.client(given.ClientId, given.UserPoolId), true, given),
})
