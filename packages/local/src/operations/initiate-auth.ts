import type { PoolClient } from '../pool/account.js'
import { AUTH_FLOWS, type AuthFlowName, startSignIn } from '../pool/sign-in/flows.js'
import { type Input, oneOf, required, stringMap } from './input/members.js'
import { clientId, session, sideChannel, userPoolId } from './input/scalars.js'
import { type Call, defineOperation } from './operation.js'
import { initialAnswer } from './output.js'

const flowNames = Object.keys(AUTH_FLOWS) as AuthFlowName[]

const input = {
  AuthFlow: required(oneOf(...flowNames)),
  ClientId: required(clientId),
  AuthParameters: stringMap,
  Session: session,
  ...sideChannel,
}

async function start(call: Call, found: PoolClient, isAdmin: boolean, given: Input<typeof input>) {
  const { AuthFlow, AuthParameters = new Map(), Session } = given
  const outcome = await startSignIn(AuthFlow, {
    ...found,
    isAdmin,
    isInitial: true,
    clientMetadata: given.ClientMetadata,
    issuer: found.pool.issuerAt(call.origin),
    parameters: AuthParameters,
    ...(Session !== undefined && { session: Session }),
  })
  return initialAnswer(outcome)
}

export const initiateAuth = defineOperation({
  name: 'InitiateAuth',
  access: 'public',
  input,
  run: (call, given) => start(call, call.account.client(given.ClientId), false, given),
})

export const adminInitiateAuth = defineOperation({
  name: 'AdminInitiateAuth',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ...input },
  run: (call, given) => start(call, call.account.client(given.ClientId, given.UserPoolId), true, given),
})
