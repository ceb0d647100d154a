import { AUTH_FLOWS, type AuthFlowName, startSignIn } from '../pool/sign-in/flows.js'
import { oneOf, required, stringMap } from './input/members.js'
import { clientId, session, sideChannel, userPoolId } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { signInAnswer } from './output.js'

const flowNames = Object.keys(AUTH_FLOWS) as AuthFlowName[]

const input = {
  AuthFlow: required(oneOf(...flowNames)),
  ClientId: required(clientId),
  AuthParameters: stringMap,
  Session: session,
  ...sideChannel,
}

export const initiateAuth = defineOperation({
  name: 'InitiateAuth',
  access: 'public',
  input,
  async run({ account, origin }, { AuthFlow, ClientId, AuthParameters = new Map() }) {
    const found = account.client(ClientId)
    const issuer = found.pool.issuerAt(origin)
    return signInAnswer(await startSignIn(AuthFlow, { ...found, issuer, isAdmin: false, parameters: AuthParameters }))
  },
})

export const adminInitiateAuth = defineOperation({
  name: 'AdminInitiateAuth',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ...input },
  async run({ account, origin }, { UserPoolId, AuthFlow, ClientId, AuthParameters = new Map() }) {
    const found = account.client(ClientId, UserPoolId)
    const issuer = found.pool.issuerAt(origin)
    return signInAnswer(await startSignIn(AuthFlow, { ...found, issuer, isAdmin: true, parameters: AuthParameters }))
  },
})
