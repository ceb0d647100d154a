/** A refusal in the service's own words. It becomes the answer's `__type` and `message`. */
export class ServiceError extends Error {
  override readonly name: string
  /** Cognito answers 400 to nearly everything; clients dispatch on the name. */
  readonly status: number

  /** @param name The service's error name with its suffix, e.g. `NotAuthorizedException`. */
  constructor(name: string, message: string, status = name === 'InternalErrorException' ? 500 : 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

export const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message)

export const invalidParameter = (message: string) => new ServiceError('InvalidParameterException', message)

export const resourceNotFound = (message: string) => new ServiceError('ResourceNotFoundException', message)

export const poolNotFound = (id: string) => resourceNotFound(`User pool ${id} does not exist.`)

export const userNotFound = () => new ServiceError('UserNotFoundException', 'User does not exist.')

export const notInTier = () =>
  new ServiceError('FeatureUnavailableInTierException', 'The feature is not available in the tier of the user pool.')

export const incorrectCredentials = () => notAuthorized('Incorrect username or password.')

/** For what the service knows and this pool does not do: better refused by name than silently ignored. */
export const notImplemented = (what: string) => invalidParameter(`${what} is not implemented by the local user pool.`)
