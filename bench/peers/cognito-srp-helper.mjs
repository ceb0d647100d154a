export async function srpClient() {
  const { createSrpSession, signSrpSession } = await import('cognito-srp-helper')
  return async ({ userPoolId, username, password }) => {
    const session = createSrpSession(username, password, userPoolId, false)
    return {
      publicKey: session.largeA,
      async prove(ChallengeParameters) {
        const signed = signSrpSession(session, { ChallengeParameters })
        return { timestamp: signed.timestamp, signature: signed.passwordSignature }
      },
    }
  }
}

/** With the AWS SDK, which it is made for. */
export async function signIn({ userPoolId, clientId: ClientId, endpoint, username, password }) {
  const { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } = await import('cognito-srp-helper')
  const { CognitoIdentityProviderClient, InitiateAuthCommand, RespondToAuthChallengeCommand } = await import(
    '@aws-sdk/client-cognito-identity-provider'
  )
  const client = new CognitoIdentityProviderClient({ region: userPoolId.split('_')[0], endpoint })
  const session = createSrpSession(username, password, userPoolId, false)
  const AuthParameters = { CHALLENGE_NAME: 'SRP_A', USERNAME: username }
  const initiate = wrapInitiateAuth(session, { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
  const challenge = await client.send(new InitiateAuthCommand(initiate))
  const respond = wrapAuthChallenge(signSrpSession(session, challenge), {
    ClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: { USERNAME: username },
  })
  const { AuthenticationResult } = await client.send(new RespondToAuthChallengeCommand(respond))
  return AuthenticationResult.AccessToken
}
