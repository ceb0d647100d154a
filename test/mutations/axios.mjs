const file = 'packages/poolpass/src/http/axios.ts'
const own = testName => ({ test: 'packages/poolpass/test/http/axios.test.ts', testName: `http adapter > ${testName}` })
const row = testName => ({
  test: 'packages/poolpass/test/http/behaviour/axios.test.ts',
  testName: `axios > ${testName}`,
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'axios: a redirect takes the token along wherever it leads',
    file,
    find: 'flight.mayCarryToken &&= mayCarryTo(this.#view, flight.url, flight.named)',
    replace: '',
    ...row('R9 X-Api-Key: redirects to another origin go without the token'),
  },
  {
    name: 'axios: a base URL does not limit where the token goes',
    file,
    find: 'this.#originsFor(config).check(url)',
    replace: 'this.#view.origins.check(url)',
    ...own('the base URL’s origin is the only one that gets the token, unless others are listed'),
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
    find: 'this.#dispatch(again, { transformRequest: undefined })',
    replace: 'this.#dispatch(again, {})',
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
    replace: '',
    ...own('R15 no error of axios shows the token, and a plug-in still finds what it needs'),
  },
]
