import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { HTTPError, TimeoutError } from 'ky'
import { Cognito, SrpAuth } from 'poolpass'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Api, startApi } from './api.js'
import { ApiClient, ApiError } from './api-client.js'
import { readAll } from './concurrent-requests.js'
import { apiKeyAuth, authTokenAuth, jwtAuth } from './custom-header.js'
import { ENVIRONMENTS, EnvironmentClient, selectEnvironment } from './multi-environment.js'
import { defaultDelayMs, explain, RobustClient, type RobustClientOptions } from './robust-client.js'
import { createSharedClient, createSharedFetch } from './shared-client.js'
import { authsPerApi } from './token-type-per-api.js'
import { type Stop, TOUR } from './tour.js'
import { visit } from './visit.js'

const ALICE = { username: 'alice', password: 'Correct-Horse-9' }
const NEWCOMER = { username: 'bob', password: 'Temporary-9' }
const ACCESS = 'authorization: Bearer <access token>'
const ID = 'authorization: Bearer <id token>'
const signingKeys = await createSigningKeys()

let local: LocalCognito
let api: Api

beforeEach(async () => {
  local = await startLocalCognito({ users: [ALICE, { ...NEWCOMER, temporaryPassword: true }], signingKeys })
  api = await startApi(local)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all([api.close(), local.close()])
})

const connection = () => ({ userPoolId: local.userPoolId, clientId: local.clientId, endpoint: local.endpoint })
const authOf = (options: object = {}) => new SrpAuth({ ...connection(), ...ALICE, ...options })
const sessionOfAlice = () => new Cognito({ ...connection(), ...ALICE })
const signIns = () => local.counts.of('InitiateAuth')
const seen = () => api.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)
const credentials = () => api.requests.map(request => request.credentials)

describe('api-client', () => {
  test('sends GET, POST, PUT and DELETE with the access token and JSON, after one sign-in', async () => {
    const client = new ApiClient(api.origin, authOf())
    expect(await client.get('/users')).toEqual({ user: 'alice', path: '/users' })
    expect(await client.post('/users', { name: 'John' })).toMatchObject({ received: { name: 'John' } })
    expect(await client.put('/users/1', { name: 'Jane' })).toMatchObject({ path: '/users/1' })
    expect(await client.delete('/users/1')).toBeUndefined()

    expect(seen()).toEqual(['GET /users 200', 'POST /users 201', 'PUT /users/1 200', 'DELETE /users/1 204'])
    expect(credentials()).toEqual([ACCESS, ACCESS, ACCESS, ACCESS])
    expect(api.requests.map(({ body }) => body)).toEqual(['', '{"name":"John"}', '{"name":"Jane"}', ''])
    const types = api.requests.map(({ headers }) => headers['content-type'])
    expect(types).toEqual([undefined, 'application/json', 'application/json', undefined])
    expect(signIns()).toBe(1)
  })

  test('stays below its base URL, whatever the endpoint looks like', async () => {
    const client = new ApiClient(`${api.origin}/data/`, authOf())
    for (const endpoint of ['1', '/1', '//elsewhere.example/1', 'https://elsewhere.example']) await client.get(endpoint)
    expect(api.requests.map(({ path }) => path)).toEqual([
      '/data/1',
      '/data/1',
      '/data/elsewhere.example/1',
      '/data/https://elsewhere.example',
    ])
  })

  test('throws an ApiError with status and body when the API refuses', async () => {
    const error = await new ApiClient(api.origin, authOf()).put('/nowhere', {}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      name: 'ApiError',
      message: 'PUT /nowhere was answered with 404',
      status: 404,
      body: '{"message":"no such route"}',
    })
  })
})

describe('shared-client', () => {
  test('ky: every request has the default headers and the token, after one sign-in', async () => {
    const client = createSharedClient(api.origin, authOf())
    expect(await client.get('users').json()).toEqual({ user: 'alice', path: '/users' })
    expect(await client.post('users', { json: { data: 'value' } }).json()).toMatchObject({
      received: { data: 'value' },
    })
    await client.put('users/1', { json: { update: 'value' }, headers: { 'User-Agent': 'other/2' } })

    expect(seen()).toEqual(['GET /users 200', 'POST /users 201', 'PUT /users/1 200'])
    expect(api.requests.map(({ headers }) => headers['user-agent'])).toEqual(['my-app/1.0', 'my-app/1.0', 'other/2'])
    expect(api.requests.every(({ headers }) => headers.accept === 'application/json')).toBe(true)
    expect(api.requests.map(({ body }) => body)).toEqual(['', '{"data":"value"}', '{"update":"value"}'])
    expect(credentials()).toEqual([ACCESS, ACCESS, ACCESS])
    expect(signIns()).toBe(1)
  })

  test('fetch: the same, and a request’s own headers win', async () => {
    const request = createSharedFetch(api.origin, authOf())
    const response = await request('users')
    expect(await response.json()).toEqual({ user: 'alice', path: '/users' })
    await request('users/1', { method: 'PUT', body: '{}', headers: [['user-agent', 'other/2']] })

    expect(seen()).toEqual(['GET /users 200', 'PUT /users/1 200'])
    expect(api.requests.map(({ headers }) => headers['user-agent'])).toEqual(['my-app/1.0', 'other/2'])
    expect(api.requests.map(({ headers }) => headers.accept)).toEqual(['application/json', 'application/json'])
    expect(credentials()).toEqual([ACCESS, ACCESS])
    expect(signIns()).toBe(1)
  })
})

test('custom-header: each header and prefix with its kind of token, and one sign-in for all three', async () => {
  const cognito = sessionOfAlice()
  const responses = [
    await apiKeyAuth(cognito).fetch(`${api.origin}/api-key`),
    await authTokenAuth(cognito).fetch(`${api.origin}/auth-token`),
    await jwtAuth(cognito).fetch(`${api.origin}/jwt`),
  ]
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(credentials()).toEqual([
    'x-api-key: <access token>',
    'x-auth-token: Token <id token>',
    'authorization: JWT <id token>',
  ])
  expect(signIns()).toBe(1)
})

describe('token-type-per-api', () => {
  test('the access token goes to the data API, the ID token to the profile API, of one sign-in', async () => {
    const { data, profile } = authsPerApi(sessionOfAlice(), { data: `${api.origin}/data`, profile: api.origin })
    const responses = await Promise.all([data.fetch(`${api.origin}/data`), profile.fetch(`${api.origin}/profile`)])
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(new Map(api.requests.map(({ path, credentials }) => [path, credentials]))).toEqual(
      new Map([
        ['/data', ACCESS],
        ['/profile', ID],
      ]),
    )
    expect(signIns()).toBe(1)
  })

  test('neither goes to the other API', async () => {
    const profileApi = await startApi(local)
    const { data, profile } = authsPerApi(sessionOfAlice(), { data: api.origin, profile: profileApi.origin })
    const refusal = { code: 'ERR_POOLPASS_ORIGIN' }
    await expect(data.fetch(`${profileApi.origin}/profile`)).rejects.toMatchObject(refusal)
    await expect(profile.fetch(`${api.origin}/data`)).rejects.toMatchObject(refusal)
    expect([...api.requests, ...profileApi.requests]).toEqual([])
    await profileApi.close()
  })
})

describe('robust-client', () => {
  /** A client that waits for nothing, and what it told its user. */
  function createClient(options: Partial<RobustClientOptions> = {}) {
    const reports: string[] = []
    const retries: number[] = []
    const delayMs = (retry: number) => {
      retries.push(retry)
      return 0
    }
    const report = (message: string) => void reports.push(message)
    const client = new RobustClient({ baseUrl: api.origin, auth: authOf(), delayMs, report, ...options })
    return { client, reports, retries }
  }

  /** @returns What the request threw. */
  const failureOf = (client: RobustClient, method = 'GET', options = {}) =>
    client.request(method, '/data', options).then(
      ({ status }) => `no failure: ${status}`,
      (error: unknown) => error,
    )

  const statuses = () => api.requests.map(({ status }) => status)

  test.for([429, 500, 502, 503, 504])('%i is repeated up to three times, each time with a token', async status => {
    const { client, reports, retries } = createClient()
    api.failNext(status, { times: 3 })
    expect((await client.request('GET', '/data')).status).toBe(200)
    expect(statuses()).toEqual([status, status, status, 200])
    expect(credentials()).toEqual([ACCESS, ACCESS, ACCESS, ACCESS])
    expect(retries).toEqual([1, 2, 3])
    expect(reports).toEqual([])
    expect(signIns()).toBe(1)
  })

  test('a fourth failure is reported and thrown', async () => {
    const { client, reports } = createClient()
    api.failNext(503, { times: 4 })
    expect(await failureOf(client)).toBeInstanceOf(HTTPError)
    expect(statuses()).toEqual([503, 503, 503, 503])
    expect(reports).toEqual(['HTTP error: the API answered 503'])
  })

  test('it waits for 1, 2 and 4 seconds unless told otherwise, or as long as the API asks for', async () => {
    expect([1, 2, 3].map(defaultDelayMs)).toEqual([1_000, 2_000, 4_000])
    const { client, retries } = createClient()
    api.failNext(429, { retryAfterSeconds: 0 })
    expect((await client.request('GET', '/data')).status).toBe(200)
    expect(retries).toEqual([])
  })

  test('a POST is not repeated: it may have been handled', async () => {
    const { client, reports } = createClient()
    api.failNext(503)
    expect(await failureOf(client, 'POST', { json: { name: 'John' } })).toMatchObject({ response: { status: 503 } })
    expect(api.requests.map(({ method, body }) => `${method} ${body}`)).toEqual(['POST {"name":"John"}'])
    expect(reports).toEqual(['HTTP error: the API answered 503'])
  })

  test('401: poolpass renews and replays once, then it is the user’s to hear', async () => {
    const { client, reports } = createClient()
    api.failNext(401, { times: 2 })
    expect(await failureOf(client)).toMatchObject({ response: { status: 401 } })
    expect(statuses()).toEqual([401, 401])
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    expect(reports).toEqual(['The API refuses the token, a renewed one too: check its kind, client and pool'])
  })

  test('403 is not repeated', async () => {
    const { client, reports } = createClient()
    api.failNext(403)
    expect(await failureOf(client)).toMatchObject({ response: { status: 403 } })
    expect(statuses()).toEqual([403])
    expect(reports).toEqual(['Forbidden: check the permissions of this user'])
  })

  test('a lost connection is repeated, then reported', async () => {
    const { client, reports } = createClient()
    api.failNext('drops', { times: 4 })
    expect(await failureOf(client)).toBeInstanceOf(TypeError)
    expect(statuses()).toEqual([undefined, undefined, undefined, undefined])
    expect(reports).toEqual(['Connection error: check the network'])
  })

  test('a timeout is reported, and not repeated', async () => {
    const auth = authOf()
    await auth.token()
    const { client, reports, retries } = createClient({ auth, timeoutMs: 200 })
    api.failNext('hangs')
    expect(await failureOf(client)).toBeInstanceOf(TimeoutError)
    expect(reports).toEqual(['Timeout: the API may be overloaded'])
    expect(retries).toEqual([])
  })

  test('anything else is reported in its own words', async () => {
    const { client, reports } = createClient()
    expect(await failureOf(client, 'GET', { signal: AbortSignal.abort(), retry: 0 })).toMatchObject({
      name: 'AbortError',
    })
    expect(reports).toEqual([expect.stringMatching(/^Request failed: AbortError: /)])
    expect(explain('a text')).toBe('Request failed: a text')
  })

  test('a wrong password is tried once, and the API hears nothing', async () => {
    const auth = authOf({ password: 'Battery-Staple-0' })
    const { client, reports, retries } = createClient({ auth })
    expect(await failureOf(client)).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    expect(reports).toEqual([expect.stringMatching(/^Sign-in refused: check username and password\. Next try 2\d{3}-/)])
    expect([retries, api.requests, signIns()]).toEqual([[], [], 1])
  })

  test('a user who is locked out is told to wait', async () => {
    const auth = authOf({ password: 'Battery-Staple-0' })
    for (let attempt = 0; attempt < 6; attempt++) await auth.cognito.authenticate().catch(() => {})
    const { client, reports } = createClient({ auth })
    expect(await failureOf(client)).toMatchObject({ code: 'ERR_POOLPASS_LOCKED_OUT' })
    expect(reports).toEqual(['Too many wrong passwords: wait for up to 15 minutes'])
  })

  test('a challenge, the end of the session and a wrong setting are told apart', async () => {
    const challenged = createClient({ auth: authOf(NEWCOMER) })
    expect(await failureOf(challenged.client)).toMatchObject({ code: 'ERR_POOLPASS_CHALLENGE' })
    expect(challenged.reports).toEqual([expect.stringMatching(/^The sign-in needs an answer: .*NEW_PASSWORD_REQUIRED/)])

    const auth = authOf()
    await auth.logout()
    const signedOut = createClient({ auth })
    expect(await failureOf(signedOut.client)).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
    expect(signedOut.reports).toEqual(['Not signed in: sign in again'])

    const misdirected = createClient({ auth: authOf({ origins: ['https://api.example.com'] }) })
    expect(await failureOf(misdirected.client)).toMatchObject({ code: 'ERR_POOLPASS_ORIGIN' })
    expect(misdirected.reports).toEqual([expect.stringMatching(/^No token: no token may go to http:\/\/127/)])
    expect(api.requests).toEqual([])
  })

  test.for([
    ['throttles', { error: 'TooManyRequestsException' }, 'ERR_POOLPASS_THROTTLED'],
    ['is out of reach', { dropConnection: true }, 'ERR_POOLPASS_UNAVAILABLE'],
  ] as const)('a pool that %s is poolpass’s to repeat, not ky’s', async ([, fault, code]) => {
    local.failNext({ ...fault, times: 1_000 })
    const { client, reports, retries } = createClient({ auth: authOf({ deadlineSeconds: 0.2 }) })
    expect(await failureOf(client)).toMatchObject({ code, retryable: true })
    expect(reports).toEqual(['The user pool is busy or out of reach: try again later'])
    expect([retries, api.requests]).toEqual([[], []])
  })
})

describe('multi-environment', () => {
  const here = () => ({ ...connection(), baseUrl: api.origin })

  test('API_ENVIRONMENT chooses; dev is the default', async () => {
    vi.stubEnv('API_ENVIRONMENT', undefined)
    expect(selectEnvironment()).toBe(ENVIRONMENTS.dev)
    vi.stubEnv('API_ENVIRONMENT', 'staging')
    expect(selectEnvironment()).toBe(ENVIRONMENTS.staging)
    vi.stubEnv('API_ENVIRONMENT', 'prod')
    expect(selectEnvironment()).toBe(ENVIRONMENTS.prod)
  })

  test.for(['prd', '', 'toString'])('an unknown name is an error that lists the known ones: %j', name => {
    vi.stubEnv('API_ENVIRONMENT', name)
    expect(() => selectEnvironment()).toThrow(
      new RangeError(`API_ENVIRONMENT is '${name}': it must be one of dev, staging, prod`),
    )
  })

  test('its client signs in to that environment’s pool, once, and calls its API', async () => {
    const client = new EnvironmentClient(selectEnvironment({ staging: here() }, 'staging'), ALICE)
    const response = await client.request('/users')
    expect(await response.json()).toEqual({ user: 'alice', path: '/users' })
    await client.request('users/1', { method: 'DELETE' })
    expect(seen()).toEqual(['GET /users 200', 'DELETE /users/1 204'])
    expect(credentials()).toEqual([ACCESS, ACCESS])
    expect(signIns()).toBe(1)
  })
})

describe('concurrent-requests', () => {
  test('five at once cost one sign-in and carry one token', async () => {
    const urls = [0, 1, 2, 3, 4].map(i => `${api.origin}/data/${i}`)
    expect(await readAll(authOf(), urls)).toEqual(
      urls.map((url, i) => ({ url, data: { user: 'alice', path: `/data/${i}` } })),
    )
    expect(credentials()).toEqual(urls.map(() => ACCESS))
    expect(new Set(api.requests.map(({ headers }) => headers.authorization)).size).toBe(1)
    expect(signIns()).toBe(1)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
  })

  test('one that the API refuses takes none of the others along', async () => {
    const urls = ['/data/0', '/nowhere', '/data/2'].map(path => api.origin + path)
    expect(await readAll(authOf(), urls)).toMatchObject([{ data: {} }, { url: urls[1], status: 404 }, { data: {} }])
  })
})

describe('a visit', () => {
  const expects = { got: ['200'], api: [`GET /users 200 ${ACCESS}`], signIns: 1 }
  const visitWith = (other: Partial<Stop['expects']>) => {
    const run = async () => [`${(await authOf().fetch(`${api.origin}/users`)).status}`]
    return visit({ file: 'a-file.ts', title: 'a title', run, expects: { ...expects, ...other } }, { local, api })
  }

  test('is as expected when the caller, the API and the pool saw what they should', async () => {
    expect(await visitWith({})).toEqual({
      isAsExpected: true,
      text: [
        'a-file.ts: a title',
        '    got   200',
        `    API   GET /users 200 ${ACCESS}`,
        '    pool  1 sign-in',
        '    as expected',
      ].join('\n'),
    })
  })

  test.for([{ got: ['201'] }, { api: [] }, { signIns: 2 }])(
    'is not where one of them saw other than %j',
    async other => {
      const { isAsExpected, text } = await visitWith(other)
      expect(isAsExpected).toBe(false)
      expect(text).toContain(`FAILED, expected ${JSON.stringify({ ...expects, ...other })}`)
    },
  )
})

describe('main.ts', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))

  function runMain(env: Record<string, string> = {}): Promise<{ exitCode: number | null; output: string }> {
    const { COGNITO_JWKS: _, API_ENVIRONMENT: __, ...inherited } = process.env
    const args = ['--import', import.meta.resolve('tsx'), 'examples/http-patterns/main.ts']
    const options = { cwd: root, env: { ...inherited, ...env }, timeout: 25_000 }
    return new Promise(resolve => {
      const child = execFile(process.execPath, args, options, (_error, output, errors) =>
        resolve({ exitCode: child.exitCode, output: output + errors }),
      )
    })
  }

  test('shows every pattern, prints no token, and ends with 0', async () => {
    const { exitCode, output } = await runMain({ API_ENVIRONMENT: 'staging' })
    const blocks = output.trimEnd().split('\n\n')
    expect(blocks.map(block => block.split('\n')[0])).toEqual([
      ...TOUR.map(({ file, title }) => `${file}: ${title}`),
      '7 of 7 patterns as expected',
    ])
    expect(blocks.slice(0, 7).every(block => block.endsWith('\n    as expected'))).toBe(true)
    expect(output).not.toMatch(/eyJ/)
    expect(exitCode).toBe(0)
  })

  test('ends with 1 when one was not as expected', async () => {
    const { exitCode, output } = await runMain({ API_ENVIRONMENT: 'prd' })
    expect(output).toContain("got   RangeError: API_ENVIRONMENT is 'prd': it must be one of dev, staging, prod\n")
    expect(output).toMatch(/^6 of 7 patterns as expected$/m)
    expect(exitCode).toBe(1)
  })
})
