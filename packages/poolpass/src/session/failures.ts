import { copyError, NotSignedInError, PoolpassError, SessionExpiredError, SignedOutError } from '../errors/index.js'

/** @param isDeleted Not the session alone has ended: its user is gone. */
export function signedOut(isDeleted: boolean): SignedOutError {
  const message = isDeleted
    ? 'deleteUser() ended this session: its user is gone'
    : 'logout() ended this session: call authenticate() of the Cognito (`auth.cognito`) to start another'
  return new SignedOutError('ERR_POOLPASS_SIGNED_OUT', message)
}

/** @param renewalRefused Why the session that there was cannot be renewed. */
export function missingSession(hadSession: boolean, renewalRefused: PoolpassError | undefined): PoolpassError {
  const remedy = 'call authenticate() of the Cognito (`auth.cognito`), or give it a username and a password'
  if (!hadSession) return new NotSignedInError('ERR_POOLPASS_NOT_SIGNED_IN', `there is no session yet: ${remedy}`)
  const message = `the session has expired: ${remedy}`
  return new SessionExpiredError('ERR_POOLPASS_SESSION_EXPIRED', message, { cause: renewalRefused })
}

/** A later authenticate() or logout() made a sign-in obsolete. Who waited for any session at all tries again. */
export class SupersededError extends NotSignedInError {}

export function superseded(): SupersededError {
  const message = 'a later sign-in or logout() took the place of this one'
  return new SupersededError('ERR_POOLPASS_NOT_SIGNED_IN', message)
}

export function closed(): NotSignedInError {
  const message = 'close() ended this sign-in, which waited for an answer'
  return new NotSignedInError('ERR_POOLPASS_NOT_SIGNED_IN', message)
}

/** The same failure as an error of one's own: callers that share work do not share an object. */
export function copyOf(error: unknown): unknown {
  return error instanceof PoolpassError ? copyError(error) : error
}

export async function ownError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw copyOf(error)
  }
}

/** How a promise ended, without throwing. */
export async function outcomeOf<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([work])
  return outcome
}
