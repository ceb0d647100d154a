import type { LocalCognito } from '@poolpass/local'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type IAuthenticationCallback,
} from 'amazon-cognito-identity-js'
import { expect } from 'vitest'
import { MemoryStorage } from './memory-storage.js'
import type { TokenPair } from './pool.js'

/** Which of its callbacks amazon-cognito-identity-js called. */
export type Outcome =
  | { readonly session: CognitoUserSession; readonly isUserAsked?: boolean | undefined }
  | { readonly challenge: string; readonly parameters?: unknown }

export function userPoolOf(pool: LocalCognito, Storage = new MemoryStorage()): CognitoUserPool {
  const { userPoolId: UserPoolId, clientId: ClientId, endpoint } = pool
  return new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage })
}

/** @param Storage What a browser keeps of the user from one page to the next. */
export function userNamed(pool: LocalCognito, Username: string, Storage = new MemoryStorage()): CognitoUser {
  return new CognitoUser({ Username, Pool: userPoolOf(pool, Storage), Storage })
}

/** Calls a method that takes the callbacks of a sign-in. */
export const outcomeOf = (call: (callbacks: IAuthenticationCallback) => void) =>
  new Promise<Outcome>((resolve, reject) => {
    const asked = (challenge: string, parameters: unknown) => resolve({ challenge, parameters })
    call({
      onSuccess: (session, isUserAsked) => resolve({ session, isUserAsked }),
      onFailure: reject,
      newPasswordRequired: (_, requiredAttributes) => asked('NEW_PASSWORD_REQUIRED', { requiredAttributes }),
      customChallenge: parameters => asked('CUSTOM_CHALLENGE', parameters),
      mfaRequired: asked,
      totpRequired: asked,
      mfaSetup: asked,
      selectMFAType: asked,
    })
  })

/** Calls a method that takes the callbacks of anything else. */
export const resultOf = <T>(
  call: (callbacks: { onSuccess: (result: T) => void; onFailure: (error: unknown) => void }) => void,
) => new Promise<T>((onSuccess, onFailure) => call({ onSuccess, onFailure }))

/** Calls a method that takes a callback with the error first. */
export const answerOf = <T>(call: (callback: (error: unknown, answer?: T) => void) => void) =>
  new Promise<T>((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer as T))))

export const detailsOf = (user: CognitoUser, Password?: string) =>
  new AuthenticationDetails({ Username: user.getUsername(), ...(Password !== undefined && { Password }) })

export const authenticate = (user: CognitoUser, password: string) =>
  outcomeOf(callbacks => user.authenticateUser(detailsOf(user, password), callbacks))

export const sessionIn = (outcome: Outcome): CognitoUserSession =>
  'session' in outcome ? outcome.session : expect.fail(JSON.stringify(outcome))

export const signIn = async (user: CognitoUser, password: string) => sessionIn(await authenticate(user, password))

export const tokensOf = (session: CognitoUserSession): TokenPair => ({
  accessToken: session.getAccessToken().getJwtToken(),
  idToken: session.getIdToken().getJwtToken(),
})

export const signOut = (user: CognitoUser) => new Promise<void>(resolve => user.signOut(resolve))
