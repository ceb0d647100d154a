import { fetchAuthSession, type SignInOutput } from '@aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito'
import { Amplify, ConsoleLogger } from '@aws-amplify/core'
import type { LocalCognito } from '@poolpass/local'
import { expect } from 'vitest'
import { MemoryStorage } from './memory-storage.js'
import type { TokenPair } from './pool.js'

/** Amplify's key-value store. */
class AsyncMemoryStorage {
  readonly #items = new MemoryStorage()
  setItem = async (key: string, value: string) => this.#items.setItem(key, value)
  getItem = async (key: string) => this.#items.getItem(key)
  removeItem = async (key: string) => this.#items.removeItem(key)
  clear = async () => this.#items.clear()
}

// It warns at every sign-in that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = 'ERROR'

/**
 * Points Amplify, of which there is one in a process, at a pool.
 *
 * @returns Its store, which is empty.
 */
export function configureAmplify(pool: LocalCognito): AsyncMemoryStorage {
  const { userPoolId, clientId: userPoolClientId, endpoint: userPoolEndpoint } = pool
  const Auth = { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } }
  const storage = new AsyncMemoryStorage()
  // What the umbrella package `aws-amplify` does in its own Amplify.configure.
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth)
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage)
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } })
  return storage
}

export const doneStep = { isSignedIn: true, nextStep: { signInStep: 'DONE' } } satisfies SignInOutput

/** The tokens of the user who is signed in. */
export async function sessionTokens(options?: { forceRefresh: boolean }): Promise<TokenPair> {
  const { tokens } = await fetchAuthSession(options)
  if (!tokens?.idToken) expect.fail('no tokens')
  return { accessToken: tokens.accessToken.toString(), idToken: tokens.idToken.toString() }
}
