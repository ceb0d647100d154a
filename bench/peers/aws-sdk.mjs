/** Has no SRP: the password goes over the wire, in one round trip, and nothing is verified. */
export async function signIn({ userPoolId, clientId: ClientId, endpoint, username, password }) {
  const { CognitoIdentityProviderClient, InitiateAuthCommand } = await import(
    '@aws-sdk/client-cognito-identity-provider'
  )
  const client = new CognitoIdentityProviderClient({ region: userPoolId.split('_')[0], endpoint })
  const AuthParameters = { USERNAME: username, PASSWORD: password }
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  )
  return AuthenticationResult.AccessToken
}
