const source = file => `packages/poolpass/src/${file}`
const rotation = testName => ({ test: 'packages/poolpass/test/session/r17-rotation-and-loss.test.ts', testName })
const elsewhere = name => ({
  test: 'packages/poolpass/test/session/r13-other-process.test.ts',
  testName: `R13 a challenge that was serialised in one process is answered in another, with a client secret: > ${name}`,
})
const app = testName => ({ test: 'packages/poolpass/test/session/r13-authenticator-app.test.ts', testName })
const withGrace = (seconds, name) => rotation(`a pool that rotates, with a grace of ${seconds} seconds > ${name}`)

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R13: a challenge goes over without its session',
    file: source('sign-in/flow.ts'),
    find: '...(output.Session !== undefined && { session: output.Session }),',
    replace: '',
    ...elsewhere('SMS_MFA'),
  },
  {
    name: 'R13: a challenge goes over without what may be chosen',
    file: source('sign-in/flow.ts'),
    find: '...(output.AvailableChallenges && { availableChallenges: output.AvailableChallenges }),',
    replace: '',
    ...elsewhere('SELECT_CHALLENGE, then PASSWORD_SRP'),
  },
  {
    name: 'R13: an answer from another process names no device',
    file: source('session/signer.ts'),
    find: 'this.#flowOptions(around, this.setup.challenges, device)',
    replace: 'this.#flowOptions(around, this.setup.challenges)',
    ...elsewhere('SMS_MFA from a remembered device, which proves itself there'),
  },
  {
    name: 'R13: a device is not confirmed after an answer from another process',
    file: source('session/sign-ins.ts'),
    find: 'if (held?.newDevice) await',
    replace: 'if (!held) await',
    ...elsewhere('SMS_MFA from a new device, which is confirmed there'),
  },
  {
    name: 'R13: the challenge of a set-up keeps the session before it',
    file: source('sign-in/mfa-setup.ts'),
    find: 'new Challenge({ ...json, ...(session !== undefined && { session }) })',
    replace: 'new Challenge(json)',
    ...elsewhere('MFA_SETUP, whose secret is made there'),
  },
  {
    name: 'R13: a code that another process has used is refused for good',
    file: source('sign-in/answer-by-handlers.ts'),
    find: "error.name === 'ExpiredCodeException'",
    replace: "error.name === 'CodeExpiredException'",
    ...app('R13 the second of two processes waits for the next step, and gets in'),
  },
  {
    name: 'R13: the next step is waited for a whole step long',
    file: source('sign-in/answer-by-handlers.ts'),
    find: 'TOTP_STEP_MS - (clock.wallMs() % TOTP_STEP_MS)',
    replace: 'TOTP_STEP_MS',
    ...app('R13 the second of two processes waits for the next step, and gets in'),
  },
  {
    name: 'R13: unanswered challenges come every eight minutes',
    file: source('session/refusals.ts'),
    find: '300_000, 1_200_000]',
    replace: '300_000, 300_000]',
    test: 'packages/poolpass/test/session/r13-handlers.test.ts',
    testName:
      'R13 1,000 requests over an hour after an unanswered SMS send one while its session lives, and five at most',
  },
  {
    name: 'R3: a soft renewal that is refused signs in',
    file: source('session/session.ts'),
    find: 'this.#renew(held, generation)).catch(() => {})\n    keepAlive',
    replace:
      'this.#renew(held, generation)).catch(() => this.holding.flights.join(generation => this.signIns.unattended(generation)))\n    keepAlive',
    test: 'packages/poolpass/test/session/r13-handlers.test.ts',
    testName: 'R3 a soft renewal asks nobody, and sends nothing',
  },
  {
    name: 'R5: who was slower to use a refresh token does not wait for who was faster',
    file: source('session/renewal.ts'),
    find: '? SAVING_WAITS_MS : []',
    replace: '? [] : []',
    ...rotation('R5 who was slower to use the refresh token waits for the session of who was faster'),
  },
  {
    name: 'R17: a save that failed is not made up for',
    file: source('session/stored-sessions.ts'),
    find: 'attempt < MOST_RETRIES',
    replace: 'attempt < 0',
    ...withGrace(0, 'R17 a save that fails loses nothing: it is made up for, and another process goes on with it'),
  },
  {
    name: 'R17: a session without credentials has never been',
    file: source('session/holding.ts'),
    find: 'return missingSession(Boolean(tokens?.accessToken) || renewalRefused !== undefined, renewalRefused)',
    replace: 'return missingSession(false, renewalRefused)',
    ...withGrace(0, 'R17 a lost answer > ends one that it does not honour where there are no credentials'),
  },
  {
    name: 'R19: a session is saved whatever stands there by now',
    file: source('session/stored-sessions.ts'),
    find: 'const options = { ifVersion: held.storeVersion ?? null, expiresInSeconds: KEEP_SECONDS }',
    replace: 'const options = { expiresInSeconds: KEEP_SECONDS }',
    ...rotation('R19 who was slower to save does not write over the session of who was faster'),
  },
  {
    name: 'pool: the grace period is nothing',
    file: 'packages/local/src/pool/grants.ts',
    find: 'nowMs >= replacedAtMs + client.rotationGraceSeconds * 1000',
    replace: 'nowMs >= replacedAtMs',
    ...withGrace(60, 'R17 a process that is killed between receipt and save > leaves one that goes on'),
  },
  {
    name: 'R13: an answer is not given again without a device that the pool does not know',
    file: source('session/signer.ts'),
    find: 'return run()',
    replace: 'throw error',
    test: 'packages/poolpass/test/session/devices-with-pool.test.ts',
    testName: 'a remembered device > that was forgotten is left out of the answer to a challenge',
  },
  {
    name: 'pool: a refresh token is used twice while a trigger runs',
    file: 'packages/local/src/pool/tokens.ts',
    find: '  redeem(request, renewal, assertAllowed)\n',
    replace: '',
    test: 'packages/local/test/tokens.test.ts',
    testName: 'a renewal with rotation > gives tokens once, and none that were revoked, however long a trigger takes',
  },
  {
    name: 'pool: unconfirmed devices are kept for ever',
    file: 'packages/local/src/pool/devices.ts',
    find: 'unconfirmed.length >= MOST_UNCONFIRMED ? ',
    replace: 'unconfirmed.length < 0 ? ',
    test: 'packages/local/test/devices.test.ts',
    testName: 'ConfirmDevice > refuses a key after a hundred more of the user’s that nobody confirmed either',
  },
]
