import { relay } from './relay.mjs'

async function load() {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = (await import('amazon-cognito-identity-js')).default
  return ({ userPoolId: UserPoolId, clientId: ClientId = 'client', endpoint, username, password }, client) => {
    const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint })
    const user = new CognitoUser({ Username: username, Pool })
    if (client) user.client = client
    const details = new AuthenticationDetails({ Username: username, Password: password })
    const callbacks = (resolve, onFailure) => ({ onSuccess: session => resolve({ user, session }), onFailure })
    return new Promise((resolve, reject) => user.authenticateUser(details, callbacks(resolve, reject)))
  }
}

/** @returns The client's own object, which renews its session when it is asked for it too late. */
export async function signedInUser(user) {
  const authenticate = await load()
  return (await authenticate(user)).user
}

export async function srpClient() {
  const authenticate = await load()
  return user =>
    relay(send => {
      const request = (_, input, callback) => send(input).then(output => callback(null, output), callback)
      return authenticate(user, { request })
    })
}

export async function signIn(user) {
  const authenticate = await load()
  const { session } = await authenticate(user)
  return session.getAccessToken().getJwtToken()
}
