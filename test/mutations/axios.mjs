const file = 'packages/poolpass/src/http/axios.ts'
const own = testName => ({ test: 'packages/poolpass/test/http/axios.test.ts', testName: `http adapter > ${testName}` })
const alone = testName => ({ ...own(testName), testName: `http adapter alone > ${testName}` })
const row = testName => ({
  test: 'packages/poolpass/test/http/behaviour/axios.test.ts',
  testName: `axios > ${testName}`,
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'axios: withAuth takes an instance of the declarations for ES modules only',
    file,
    find: 'withAuth(client: AxiosClient,',
    replace: 'withAuth(client: AxiosInstance,',
    test: 'test/package/commonjs.test.ts',
    testName: 'a CommonJS module that hands its own clients to every adapter type-checks',
    build: 'types',
  },
  {
    name: 'axios: a redirect takes the token along wherever it leads',
    file,
    find: 'flight.mayCarryToken &&= mayCarryTo(this.#view, url, this.#namedBy(flight))',
    replace: '',
    ...row('R9 X-Api-Key: redirects to another origin go without the token'),
  },
  {
    name: 'axios: a base URL does not limit where the token goes',
    file,
    find: ';(base?.origins ?? origins).check(url)',
    replace: 'origins.check(url)',
    ...own('the base URL’s origin is the only one that gets the token, unless others are listed'),
  },
  {
    name: 'axios: a config that is sent again has two flights',
    file,
    find: 'forgetFlight(config)',
    replace: '',
    ...own('what an interceptor before ours sends again is a request like any other, over all its redirects'),
  },
  {
    name: 'axios: basic auth takes the place of the token',
    file,
    find: 'if (config.auth) change(flight, { auth: undefined })',
    replace: '',
    ...own('basic auth, as an option or in the URL, gives way to the token where both want the same header'),
  },
  {
    name: 'axios: a replay transforms the body once more',
    file,
    find: 'const TRANSFORMED: Fields = { transformRequest: undefined }',
    replace: 'const TRANSFORMED: Fields = {}',
    ...own('interceptors and transformations run once, and the answer is what axios makes of it'),
  },
  {
    name: 'axios: who cancels while a 401 is dealt with gets a bare reason',
    file,
    find: 'if (!isCancelled(flight.config)) return',
    replace: 'return',
    ...own('cancelling while a 401 is dealt with gives axios’ own error'),
  },
  {
    name: 'axios: errors hold the token',
    file,
    find: 'if (!isOurFetch) hideRequest(error)',
    replace: 'if (!isOurFetch) void error',
    ...own('R15 no error of axios shows the token, and a plug-in still finds what it needs'),
  },
  {
    name: 'axios: the pool is not told from an API at its origin any more once that had a token',
    file,
    find: 'origin !== poolOrigin && ',
    replace: '',
    ...row('R9 a pool that shares the origin of the API gets no token after the API had one'),
  },
  {
    name: 'axios: below a checked base URL the token goes to any URL',
    file,
    find: 'this.#base.url === baseURL && !isAbsolute(url)',
    replace: 'this.#base.url === baseURL',
    ...own('the base URL’s origin is the only one that gets the token, unless others are listed'),
  },
  {
    name: 'axios: below a relative base URL the token goes wherever a path leads',
    file,
    find: 'isAbsoluteBase(baseURL) && ',
    replace: '',
    ...alone('below a relative base URL no spelling of another origin gets the token'),
  },
  {
    name: 'axios: credentials in a base URL take the place of the token once its origin is known',
    file,
    find: 'isAbsoluteBase(baseURL) && !url.username && !url.password',
    replace: 'isAbsoluteBase(baseURL)',
    ...own('basic auth in the base URL gives way to the token, also after a request to the same origin without it'),
  },
  {
    name: 'axios R4: a hop goes with a token that has expired',
    file,
    find: 'if (!this.#follow(flight, next)) this.#breakOff(flight, next)',
    replace: 'this.#follow(flight, next)',
    ...row('R4 a token that expires between two hops of a redirect is replaced'),
  },
  {
    name: 'axios R4: after a wait for a token redirects are counted anew',
    file: 'packages/poolpass/src/http/axios-flight.ts',
    find: ' - hops || -1',
    replace: '',
    ...alone('a request that waits for a token at each hop is to the user and to the API what it is without'),
  },
  {
    name: 'axios R4: interceptors that were there before see a request that was broken off',
    file,
    find: 'isOurFetch || this.#isPreceded ?',
    replace: 'isOurFetch ?',
    ...alone('a request that waits for a token at each hop is to the user and to the API what it is without'),
  },
  {
    name: 'axios R4: a stream is broken off before a hop, and lost',
    file,
    find: 'if (!isReplayable(rest.data)) return',
    replace: '',
    ...alone(
      'the hop of a body that can be sent but once, and of a transport of the user’s own, does not wait for a token',
    ),
  },
  {
    name: 'axios: the wait for a token outlasts the timeout of the request',
    file,
    find: 'const limit = limitOf(config)',
    replace: 'const limit = limitOf({ ...config, timeout: 0 })',
    ...own('the wait for a token has axios’ timeout and fails as axios does with {}; the sign-in goes on'),
  },
]
