import { relay } from './relay.mjs'

async function load() {
  const { Passwordless } = await import('amazon-cognito-passwordless-auth')
  const { authenticateWithSRP } = await import('amazon-cognito-passwordless-auth/srp')
  return { configure: Passwordless.configure, authenticateWithSRP }
}

export async function srpClient() {
  const { configure, authenticateWithSRP } = await load()
  return ({ userPoolId, username, password }) =>
    relay(send => {
      const fetch = async (_, { body }) => Response.json(await send(JSON.parse(body)))
      configure({ userPoolId, clientId: 'client', fetch })
      return authenticateWithSRP({ username, password }).signedIn
    })
}

export async function signIn({ userPoolId, clientId, endpoint, username, password }) {
  const { configure, authenticateWithSRP } = await load()
  configure({ userPoolId, clientId, cognitoIdpEndpoint: endpoint })
  // Kept nowhere: what it does by default also schedules a renewal, and a measured process should end.
  const { accessToken } = await authenticateWithSRP({ username, password, tokensCb: () => {} }).signedIn
  return accessToken
}
