/** The same session, begun with the password as it is instead of SRP. */
export async function firstRequest({ api, userPoolId, clientId, endpoint, username, password }) {
  const { Cognito, SrpAuth } = await import('poolpass')
  const authFlow = 'USER_PASSWORD_AUTH'
  return new SrpAuth({ cognito: new Cognito({ userPoolId, clientId, endpoint, username, password, authFlow }) }).fetch(
    api,
  )
}
