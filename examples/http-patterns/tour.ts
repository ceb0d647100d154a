import type { LocalCognito } from '@poolpass/local'
import { Cognito, isPoolpassError, SrpAuth } from 'poolpass'
import type { Api } from './api.js'
import { ApiClient } from './api-client.js'
import { readAll } from './concurrent-requests.js'
import { apiKeyAuth, authTokenAuth, jwtAuth } from './custom-header.js'
import { EnvironmentClient, selectEnvironment } from './multi-environment.js'
import { RobustClient } from './robust-client.js'
import { createSharedClient, createSharedFetch } from './shared-client.js'
import { authsPerApi } from './token-type-per-api.js'

export const USER = { username: 'alice', password: 'Correct-Horse-9' }

/** What a pattern needs in order to run. */
export interface World {
  readonly local: LocalCognito
  readonly api: Api
}

/** One pattern at work, and what must come of it. */
export interface Stop {
  readonly file: string
  readonly title: string
  /** @returns What the caller got, a line each. */
  run(world: World): Promise<readonly string[]>
  readonly expects: {
    readonly got: readonly string[]
    /** Requests as the API saw them, each as `METHOD /path status credentials`. */
    readonly api: readonly string[]
    /** InitiateAuth calls at the pool. */
    readonly signIns: number
  }
}

const connection = ({ userPoolId, clientId, endpoint }: LocalCognito) => ({ userPoolId, clientId, endpoint })
const authOf = ({ local }: World, user = USER) => new SrpAuth({ ...connection(local), ...user })
const sessionOf = ({ local }: World) => new Cognito({ ...connection(local), ...USER })

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason)
  return isPoolpassError(error) ? error.code : `no refusal: ${error}`
}

const ACCESS = 'authorization: Bearer <access token>'
const ID = 'authorization: Bearer <id token>'

const apiClient: Stop = {
  file: 'api-client.ts',
  title: 'a basic API client',
  async run(world) {
    const client = new ApiClient(world.api.origin, authOf(world))
    const answers = [
      await client.get('/users'),
      await client.post('/users', { name: 'John Doe' }),
      await client.put('/users/1', { name: 'Jane Doe' }),
      await client.delete('/users/1'),
    ]
    return answers.map(answer => `${JSON.stringify(answer)}`)
  },
  expects: {
    got: [
      '{"user":"alice","path":"/users"}',
      '{"user":"alice","path":"/users","received":{"name":"John Doe"}}',
      '{"user":"alice","path":"/users/1","received":{"name":"Jane Doe"}}',
      'undefined',
    ],
    api: [
      `GET /users 200 ${ACCESS}`,
      `POST /users 201 ${ACCESS}`,
      `PUT /users/1 200 ${ACCESS}`,
      `DELETE /users/1 204 ${ACCESS}`,
    ],
    signIns: 1,
  },
}

const sharedClient: Stop = {
  file: 'shared-client.ts',
  title: 'a shared client with default headers',
  async run(world) {
    const auth = authOf(world)
    const client = createSharedClient(world.api.origin, auth)
    const request = createSharedFetch(world.api.origin, auth)
    await client.get('users').json()
    await client.post('data', { json: { data: 'value' } }).json()
    await request('users')
    return world.api.requests.map(({ headers }) => `${headers['user-agent']}, ${headers.accept}`)
  },
  expects: {
    got: ['my-app/1.0, application/json', 'my-app/1.0, application/json', 'my-app/1.0, application/json'],
    api: [`GET /users 200 ${ACCESS}`, `POST /data 201 ${ACCESS}`, `GET /users 200 ${ACCESS}`],
    signIns: 1,
  },
}

const customHeader: Stop = {
  file: 'custom-header.ts',
  title: 'other headers, other prefixes',
  async run(world) {
    const cognito = sessionOf(world)
    const responses = [
      await apiKeyAuth(cognito).fetch(`${world.api.origin}/api-key`),
      await authTokenAuth(cognito).fetch(`${world.api.origin}/auth-token`),
      await jwtAuth(cognito).fetch(`${world.api.origin}/jwt`),
    ]
    return responses.map(({ status }) => `${status}`)
  },
  expects: {
    got: ['200', '200', '200'],
    api: [
      'GET /api-key 200 x-api-key: <access token>',
      'GET /auth-token 200 x-auth-token: Token <id token>',
      'GET /jwt 200 authorization: JWT <id token>',
    ],
    signIns: 1,
  },
}

const tokenTypePerApi: Stop = {
  file: 'token-type-per-api.ts',
  title: 'the access token for one API, the ID token for another',
  async run(world) {
    const { origin } = world.api
    // Another origin, as far as URLs go: the same API under its name.
    const profileUrl = origin.replace('127.0.0.1', 'localhost')
    const { data, profile } = authsPerApi(sessionOf(world), { data: origin, profile: profileUrl })
    return [
      `${(await data.fetch(`${origin}/data`)).status}`,
      `${(await profile.fetch(`${profileUrl}/profile`)).status}`,
      await codeOf(data.fetch(`${profileUrl}/profile`)),
    ]
  },
  expects: {
    got: ['200', '200', 'ERR_POOLPASS_ORIGIN'],
    api: [`GET /data 200 ${ACCESS}`, `GET /profile 200 ${ID}`],
    signIns: 1,
  },
}

const robustClient: Stop = {
  file: 'robust-client.ts',
  title: 'retries, and what to do about errors',
  async run(world) {
    const reports: string[] = []
    const report = (message: string) => void reports.push(message.replace(/Next try .*/, 'Next try …'))
    const options = { baseUrl: world.api.origin, delayMs: () => 20, report }
    const client = new RobustClient({ ...options, auth: authOf(world) })
    const stranger = new RobustClient({ ...options, auth: authOf(world, { ...USER, password: 'Battery-Staple-0' }) })

    world.api.failNext(503, { times: 2 })
    const { status } = await client.request('GET', '/data')
    world.api.failNext(403)
    await client.request('GET', '/data').catch(() => {})
    await stranger.request('GET', '/data').catch(() => {})
    return [`${status} at the third attempt`, ...reports]
  },
  expects: {
    got: [
      '200 at the third attempt',
      'Forbidden: check the permissions of this user',
      'Sign-in refused: check username and password. Next try …',
    ],
    api: [`GET /data 503 ${ACCESS}`, `GET /data 503 ${ACCESS}`, `GET /data 200 ${ACCESS}`, `GET /data 403 ${ACCESS}`],
    signIns: 2,
  },
}

const multiEnvironment: Stop = {
  file: 'multi-environment.ts',
  title: 'an environment chosen by API_ENVIRONMENT',
  async run({ local, api }) {
    const here = { ...connection(local), baseUrl: api.origin }
    const environments = { dev: here, staging: here, prod: here }
    const client = new EnvironmentClient(selectEnvironment(environments), USER)
    const { status } = await client.request('/users')
    try {
      return [`${status}`, JSON.stringify(selectEnvironment(environments, 'production'))]
    } catch (error) {
      return [`${status}`, `${error}`]
    }
  },
  expects: {
    got: ['200', "RangeError: API_ENVIRONMENT is 'production': it must be one of dev, staging, prod"],
    api: [`GET /users 200 ${ACCESS}`],
    signIns: 1,
  },
}

const concurrentRequests: Stop = {
  file: 'concurrent-requests.ts',
  title: 'five requests at once, one sign-in',
  async run(world) {
    const urls = [0, 1, 2, 3, 4].map(i => `${world.api.origin}/data/${i}`)
    const results = await readAll(authOf(world), urls)
    return results.map(result => ('data' in result ? JSON.stringify(result.data) : `${result.status}`))
  },
  expects: {
    got: [0, 1, 2, 3, 4].map(i => `{"user":"alice","path":"/data/${i}"}`),
    api: [0, 1, 2, 3, 4].map(i => `GET /data/${i} 200 ${ACCESS}`),
    signIns: 1,
  },
}

export const TOUR: readonly Stop[] = [
  apiClient,
  sharedClient,
  customHeader,
  tokenTypePerApi,
  robustClient,
  multiEnvironment,
  concurrentRequests,
]
