import type { StringMap } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import type { SecretSource, Tokens } from '../sign-in/index.js'
import type { SignInMeans, SignInSetup } from './sign-in-setup.js'

export interface SessionOptions extends SignInSetup {
  readonly username?: string | undefined
  readonly password?: SecretSource | undefined
  /** Tokens from elsewhere: their signatures are checked before use. */
  readonly tokens?: Partial<Tokens> | undefined
}

export interface AuthenticateOptions extends SignInMeans {
  /** Default: the session's. */
  readonly username?: string | undefined
  /** Used once and not kept. Default: the one given to the constructor. */
  readonly password?: SecretSource | undefined
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** Ends the waiting, not the work that others may share. */
  readonly signal?: AbortSignal | undefined
}

export interface LogoutOptions {
  /** Ends all sessions of the user. Default false. */
  readonly everywhere?: boolean | undefined
  /** Ends the waiting; the session is over all the same. */
  readonly signal?: AbortSignal | undefined
}

/** @throws {TypeError} when it is neither a non-empty string nor absent. */
export function checkUsername(username: unknown): string | undefined {
  if (username === undefined || (typeof username === 'string' && username !== '')) return username
  throw invalidOption('username', 'must be a non-empty string')
}
