// One program, several environments: `API_ENVIRONMENT` chooses the user pool and the API.
// A name that nobody configured is an error at start-up rather than a request to the wrong place.
import { SrpAuth } from 'poolpass'

export interface Environment {
  readonly userPoolId: string
  readonly clientId: string
  readonly baseUrl: string
  /** Only for a pool that is not at AWS, such as one of `@poolpass/local`. */
  readonly endpoint?: string
}

export const ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  dev: { userPoolId: 'us-east-1_Dev000001', clientId: 'dev-client-id', baseUrl: 'https://dev-api.example.com' },
  staging: { userPoolId: 'us-east-1_Stage0001', clientId: 'stage-client-id', baseUrl: 'https://stage-api.example.com' },
  prod: { userPoolId: 'us-east-1_Prod00001', clientId: 'prod-client-id', baseUrl: 'https://api.example.com' },
}

/**
 * @param name Default: `API_ENVIRONMENT`, or else `dev`.
 * @throws {RangeError} when there is no environment of that name.
 */
export function selectEnvironment(
  environments = ENVIRONMENTS,
  name = process.env.API_ENVIRONMENT ?? 'dev',
): Environment {
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (environment) return environment
  throw new RangeError(`API_ENVIRONMENT is '${name}': it must be one of ${Object.keys(environments).join(', ')}`)
}

/** A client of one environment: `request('/users')`. */
export class EnvironmentClient {
  readonly #baseUrl: string
  readonly #auth: SrpAuth

  constructor(environment: Environment, user: { readonly username: string; readonly password: string }) {
    const { baseUrl, userPoolId, clientId, endpoint } = environment
    this.#baseUrl = baseUrl
    this.#auth = new SrpAuth({ userPoolId, clientId, endpoint, ...user })
  }

  request(endpoint: string, init?: RequestInit): Promise<Response> {
    return this.#auth.fetch(`${this.#baseUrl}/${endpoint.replace(/^\/+/, '')}`, init)
  }
}
