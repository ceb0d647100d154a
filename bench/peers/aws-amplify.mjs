import { createRequire } from 'node:module'

// What the package does not export: required by its path.
const require = createRequire(import.meta.url)
const SRP = '../node_modules/@aws-amplify/auth/dist/cjs/providers/cognito/utils/srp'

export async function srpClient() {
  const { getAuthenticationHelper, getNowString, getSignatureString } = require(`${SRP}/index.js`)
  const { BigInteger } = require(`${SRP}/BigInteger/index.js`)
  return async ({ userPoolId, username, password }) => {
    const userPoolName = userPoolId.split('_')[1]
    const helper = await getAuthenticationHelper(userPoolName)
    return {
      publicKey: helper.A.toString(16),
      async prove(challengeParameters) {
        const hkdf = await helper.getPasswordAuthenticationKey({
          username,
          password,
          serverBValue: new BigInteger(challengeParameters.SRP_B, 16),
          salt: new BigInteger(challengeParameters.SALT, 16),
        })
        const timestamp = getNowString()
        const signed = { username, userPoolName, challengeParameters, dateNow: timestamp, hkdf }
        return { timestamp, signature: getSignatureString(signed) }
      },
    }
  }
}

export async function signIn({
  userPoolId,
  clientId: userPoolClientId,
  endpoint: userPoolEndpoint,
  username,
  password,
}) {
  const { Amplify } = await import('aws-amplify')
  const { fetchAuthSession, signIn: amplifySignIn } = await import('aws-amplify/auth')
  const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito')
  const items = new Map()
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } })
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async key => items.get(key) ?? null,
    removeItem: async key => void items.delete(key),
    clear: async () => items.clear(),
  })
  await amplifySignIn({ username, password })
  const { tokens } = await fetchAuthSession()
  return tokens.accessToken.toString()
}
