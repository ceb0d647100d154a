// What keeps a session honest, finite and quiet is taken out: random sessions must tell.
const session = file => `packages/poolpass/src/session/${file}`

const TEST = {
  test: 'packages/poolpass/test/session/random-sessions.test.ts',
  testName: 'R6, R10–R14 random sessions end every call, invent no sign-in, start no storm and are never stuck',
}

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'random sessions: an attempt has no timeout',
    file: 'packages/poolpass/src/cognito-idp/exchange.ts',
    find: '() => request.abort(new DOMException',
    replace: '() => void (new DOMException',
    ...TEST,
  },
  {
    name: 'random sessions: R13 a challenge does not stick',
    file: session('refusals.ts'),
    find: '|| restMs <= 0) return undefined',
    replace: '|| restMs > 0) return undefined',
    ...TEST,
  },
  {
    name: 'random sessions: R1 every caller begins a flight of its own',
    file: session('flights.ts'),
    find: 'if (current && isInTime) return current.promise',
    replace: 'if (current && !isInTime) return current.promise',
    ...TEST,
  },
  {
    name: 'random sessions: R14 logout() keeps the tokens',
    file: session('holding.ts'),
    find: '    this.isDeleted = false\n    this.held = undefined\n',
    replace: '    this.isDeleted = false\n',
    ...TEST,
  },
  {
    name: 'random sessions: a superseded sign-in is reported as one',
    file: session('sign-ins.ts'),
    find: '.catch(() => {})\n      if (!this.#holding.flights.counts(generation)) throw superseded()',
    replace: '.catch(() => {})',
    ...TEST,
  },
  {
    name: 'random sessions: R3 an expired token is handed out',
    file: session('session.ts'),
    find: 'if (age >= times.hardMs) return undefined',
    replace: '',
    ...TEST,
  },
]
