const file = 'packages/poolpass/src/http/got.ts'

/** A row of the table of cases, with got's promises. */
const row = testName => ({ test: 'packages/poolpass/test/http/behaviour/got.test.ts', testName: `got > ${testName}` })
const own = testName => ({ test: 'packages/poolpass/test/http/got.test.ts', testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R7 got: a form is not encoded again for its replay',
    file,
    find: 'if (form) encodeAgain(options, form)',
    replace: '',
    ...row('R7 a FormData arrives intact, twice, when its first POST is answered 401'),
  },
  {
    name: 'R7 got: its user’s hooks do not see the answer to a replay',
    file,
    find: 'if (this.#responseHooks) options.hooks.afterResponse = this.#responseHooks',
    replace: '',
    ...own(
      'got: its user’s own hooks and options > hooks come before the token and see the answer that counts, also after a replay',
    ),
  },
  {
    name: 'R7 got: a stream’s 401 goes unnoticed',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'if (response.statusCode === 401) {',
    replace: 'if (response.statusCode === 4010) {',
    ...own(
      'got: streams > what the caller has written is not sent again: its 401 is its HTTPError, and the next request goes with another token',
    ),
  },
  {
    name: 'R9 got: the token is put back when redirects lead home',
    file,
    find: 'this.#mayCarryToken &&= mayCarryTo',
    replace: 'this.#mayCarryToken = mayCarryTo',
    ...row('R9 Authorization: a token that was taken off is not put back when the redirects lead home again'),
  },
  {
    name: 'R9 got: a page that the API named counts as named by the caller',
    file,
    find: 'this.#named = new URL(page.url as URL).origin',
    replace: '',
    ...own('got: pages > a page of another origin goes without it, and those that follow'),
  },
  {
    name: 'R15 got: the token stays in the options that errors print',
    file,
    find: 'this.takeOff()\n    if (stream)',
    replace: 'if (stream)',
    ...own('got: what it prints > a response’s options hold no token'),
  },
  {
    name: 'R9 got: a hook that merges options makes its request a next page',
    file,
    find: 'if (!exchangeOf(options)) this.begin',
    replace: 'this.begin',
    ...own(
      'got: its user’s own hooks and options > a URL that a beforeRequest hook gives a request after merge() is as much the caller’s',
    ),
  },
  {
    name: 'R9 got: a handler that merges options makes its request a next page',
    file,
    find: 'if (options === this.#page) this.#named = undefined',
    replace: '',
    ...own(
      'got: its user’s own hooks and options > a URL that a handler gives a request after merge() is as much the caller’s',
    ),
  },
  {
    name: 'R8 got: a second auth of a client goes unnoticed',
    file,
    find: 'refuseOther(given, init)',
    replace: 'void given',
    ...own('got: auths > a second one is refused where a client is extended by it, also the same one again'),
  },
  {
    name: 'R7 got: a stream that follows no redirects has no replay',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '  options.followRedirect = true\n',
    replace: '',
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: a stream that has no redirects left has no replay',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '  options.maxRedirects = stream.redirectUrls.length + 1\n',
    replace: '',
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: hooks are told of a redirect where a stream is replayed',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '  hooks.beforeRedirect = [restore]\n',
    replace: '  hooks.beforeRedirect = [restore, ...beforeRedirect]\n',
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: listeners are told of a redirect where a stream is replayed',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: "const listeners = new Aside(stream, 'redirect')",
    replace: "const listeners = new Aside(stream, 'none')",
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: a replay counts among the redirects of a stream',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '      stream.redirectUrls.pop()\n',
    replace: '',
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: after a replay a stream has lost its options',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '      Object.assign(changed, { followRedirect, maxRedirects })\n',
    replace: '',
    ...own(
      'got: streams > a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    ),
  },
  {
    name: 'R7 got: a stream that was cut off waits for ever',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'if (response.destroyed && !response.complete)',
    replace: 'if (response.statusCode === 0)',
    ...own('got: streams > a 401 that is cut off while its token is renewed is an error, where there is no replay'),
  },
  {
    name: 'R7 got: what was written is sent again, without its content',
    file,
    find: '!stream.writableEnded || stream.uploadProgress.transferred > transferred',
    replace: '!stream.writableEnded',
    ...own(
      'got: streams > what the caller has written is not sent again: its 401 is its HTTPError, and the next request goes with another token',
    ),
  },
  {
    name: 'R7 got: a body that is still being sent is sent again beside itself',
    file,
    find: 'request.writableFinished && ',
    replace: '',
    ...own('got: streams > a 401 that comes before a large body has been sent (body) is the caller’s'),
  },
  {
    name: 'R7 got: the end of a 401 that is dropped is the end of its replay',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'refusal.removeAllListeners(event)',
    replace: 'void event',
    ...own('got: streams > a 401 that is cut off holds up neither a replay nor the failure of one'),
  },
  {
    name: 'R7 got: a 401 without end holds up the failure of its replay',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '    void dropStream(response)\n',
    replace: '',
    ...own('got: streams > a 401 without end holds up neither a replay nor the failure of one'),
  },
  {
    name: 'R7 got: listeners of a response are alone when they are called',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '    this.putBack()\n    for',
    replace: '    for',
    ...own(
      'got: streams > an answer’s body is there for got, where instrumentation throws away what nobody else listens for',
    ),
  },
  {
    name: 'R7 got: timeouts of a replay miss the end of its upload',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: "    replay.once('finish', () => replay.emit('upload-complete'))\n",
    replace: '',
    ...own('got: streams > timeout.send and timeout.response hold for a replay over http'),
  },
  {
    name: 'R7 got: a connection that is reset takes a whole 401 with it',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'this.response.complete && ',
    replace: '!this.response.complete && ',
    ...own(
      'got: streams > a 401 whose connection is reset while its token is renewed is the caller’s, where there is none',
    ),
  },
  {
    name: 'R7 got: a connection that is of no more use ends a replay',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: "this.#isReplayed ? error.name !== 'TimeoutError' : isWhole",
    replace: 'isWhole',
    ...own('got: streams > a 401 whose connection is reset while its replay is under way does not end that'),
  },
  {
    name: 'R7 got: a stream that was ended without a body is replayed with one',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'Object.assign(next, { body: undefined })',
    replace: "Object.assign(next, { body: '' })",
    ...own('got: streams > DELETE over http2 that was ended without a body is replayed without one'),
  },
  {
    name: 'R7 got: a redirect that was made up is in got’s error',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: 'headers.location = location',
    replace: 'void headers',
    ...own('got: streams > a 401 (identity) whose cookies cannot be kept is in got’s error as it came'),
  },
  {
    name: 'R7 got: a 401 has another status in got’s error',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '    response.statusCode = 401\n',
    replace: '',
    ...own('got: streams > a 401 (identity) whose cookies cannot be kept is in got’s error as it came'),
  },
  {
    name: 'R7 got: a 401 may still fail while its cookies are kept',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '    this.#listeners.tell(response)\n    this.#letGo()\n',
    replace: '    this.#listeners.tell(response)\n',
    ...own('got: streams > a 401 (identity) that is cut off while its cookies are kept is replayed'),
  },
  {
    name: 'R7 got: an attempt of got’s own has the options of a replay',
    file,
    find: '    this.takeOff()\n    this.#mayReplay ||=',
    replace: '    this.#mayReplay ||=',
    ...own('got: streams > an attempt after a replay that could not begin has the caller’s options'),
  },
  {
    name: 'R7 got: what an earlier hop has sent counts as written',
    file,
    find: 'const { transferred } = stream.uploadProgress',
    replace: 'const transferred = 0',
    ...own('got: streams > a hop without a body that comes after one with a body is replayed'),
  },
  {
    name: 'R7 got: credentials in a URL are decoded twice',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: '    Object.assign(next.url as URL, { username, password })\n',
    replace: '',
    ...own('got: streams > credentials in a URL are the same for a replay, with the token in X-Api-Key'),
  },
  {
    name: 'R7 got: a replay whose hook answers leaves a redirect behind',
    file: 'packages/poolpass/src/http/got-stream.ts',
    find: "    stream.prependOnceListener('response', undo)\n",
    replace: '',
    ...own('got: streams > where a hook answers by itself, a replay leaves no trace'),
  },
  {
    name: 'R7 got: a replay whose hook throws leaves a redirect behind',
    file,
    find: '    this.#refusal?.undo()\n',
    replace: '',
    ...own('got: streams > where a hook throws, a replay leaves no trace'),
  },
  {
    name: 'R15 got: an abort while got connects leaves the token in its error',
    file,
    find: '    if (options.signal) this.#forgetOnAbort(options.signal)\n',
    replace: '',
    ...own('got: what it prints > its error holds no token where a promise is aborted while HTTP/2 is being connected'),
  },
  {
    name: 'R15 got: without HTTP/2 an abort leaves the token in its error',
    file,
    find: '    if (options.signal) this.#forgetOnAbort(options.signal)\n',
    replace: '    if (options.http2 && options.signal) this.#forgetOnAbort(options.signal)\n',
    ...own('got: what it prints > an abort while a hook behind ours waits leaves no token in its error'),
  },
  {
    name: 'R10 got: an answer of a hook leaves a listener on the signal',
    file,
    find: "else if (options.signal) underWay.on?.('response', () => this.takeOff())",
    replace: '',
    ...own(
      'got: what it prints > a hook that answers in the place of a request leaves no listener on a signal, and no token in the options',
    ),
  },
  {
    name: 'R15 got: a stream that is destroyed while got connects has the token in its error',
    file,
    find: "stream.on('close', () => this.#forget())",
    replace: 'void stream',
    ...own(
      'got: what it prints > its error holds no token where a stream is destroyed while HTTP/2 is being connected',
    ),
  },
]
