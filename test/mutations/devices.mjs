const source = file => `packages/poolpass/src/${file}`
const session = (file, testName) => ({ test: `packages/poolpass/test/session/${file}.test.ts`, testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R17: a device that was confirmed by hand is not named in renewals',
    file: source('session/renewal.ts'),
    find: 'signer.setup.device === false && !held.device ?',
    replace: 'signer.setup.device === false ?',
    ...session('devices-with-pool', 'a remembered device > R17 confirmDevice() ends that: one SMS in five hours'),
  },
  {
    name: 'a lost answer to ConfirmDevice needs no consent',
    file: source('sign-in/confirm-device.ts'),
    find: 'return { UserConfirmationNecessary: true }',
    replace: 'return { UserConfirmationNecessary: false }',
    ...session('devices', 'a device that the pool hands out > is confirmed where only the answer was lost'),
  },
  {
    name: 'a device that the user had forgotten stays with the session',
    file: source('session/own-account.ts'),
    find: 'await session.holding.change(held, { device: undefined, newDevice: undefined })',
    replace: '',
    ...session('devices-with-pool', 'a remembered device > that was forgotten is gone from the store'),
  },
  {
    name: 'R17: the device of a lone refresh token is not loaded',
    file: source('session/renewal.ts'),
    find: '!held.device && !tokens.accessToken && storedAs !== undefined',
    replace: 'false',
    ...session(
      'devices-with-pool',
      'a remembered device > R17 is loaded for a refresh token that comes without anything else',
    ),
  },
  {
    name: 'R14: a logout waits for a prompt',
    file: source('sign-in/callers-code.ts'),
    find: 'raceSignal(work(), signal)',
    replace: 'work()',
    ...session(
      'own-code',
      'logout while the caller’s own code is asked > R14 a prompt for a password does not keep the session alive',
    ),
  },
  {
    name: 'R14: the session lives on while work is under way',
    file: source('session/session.ts'),
    find: 'const told = await outcomeOf(',
    replace: 'await underWay\n      const told = await outcomeOf(',
    ...session(
      'own-code',
      'logout while the caller’s own code is asked > R14 the session is revoked before what is under way has ended',
    ),
  },
  {
    name: 'R13: close() waits for an answer',
    file: source('session/flights.ts'),
    find: 'this.endOutside(closed())',
    replace: '',
    ...session('own-code', 'close() > R13 does not wait for a handler that is being asked for'),
  },
  {
    name: 'R13: close() lets somebody be asked',
    file: source('session/flights.ts'),
    find: 'if (this.#isClosing) this.end(closed())',
    replace: '',
    ...session('own-code', 'close() > R13 asks nobody any more'),
  },
  {
    name: 'a device’s keeper is waited for for ever',
    file: source('session/devices.ts'),
    find: "inTime(this.#client, 'it', run(), limitMs)",
    replace: 'run()',
    ...session('own-code', 'a device’s keeper that never answers > R12 holds requests up for a while only: save'),
  },
  {
    name: 'R12: ConfirmDevice may take as long as a sign-in',
    file: source('session/devices.ts'),
    find: 'clock.monotonicMs() + attemptTimeoutMs',
    replace: 'clock.monotonicMs() + 6 * attemptTimeoutMs',
    ...session(
      'device-confirmation',
      'a ConfirmDevice that is never answered > R12 holds up the sign-in for the time of one attempt, and no other request',
    ),
  },
  {
    name: 'R14: a logout waits for ConfirmDevice',
    file: source('session/devices.ts'),
    find: 'const limits = { signal, deadlineAtMs',
    replace: 'const limits = { deadlineAtMs',
    ...session('device-confirmation', 'a ConfirmDevice that is never answered > R14 does not hold up a logout'),
  },
  {
    name: 'R17: a device is confirmed again with another password',
    file: source('session/devices.ts'),
    find: '    held.newDevice = pending\n',
    replace: '',
    ...session(
      'device-confirmation',
      'a device whose confirmation failed > R17 is confirmed with the same password where only the answer was lost',
    ),
  },
  {
    name: 'R17: a device whose confirmation failed is not confirmed again',
    file: source('session/renewal.ts'),
    find: 'await confirmDevice(holding, held, generation).catch(error => {',
    replace: 'await Promise.resolve().catch(error => {',
    ...session('device-confirmation', 'a device whose confirmation failed > R17 is confirmed before the next renewal'),
  },
  {
    name: 'R6: a renewal is sent for a device that could not be confirmed yet',
    file: source('session/renewal.ts'),
    find: 'if (error.retryable || !flights.counts(generation)) throw error',
    replace: 'if (!flights.counts(generation)) throw error',
    ...session(
      'device-confirmation',
      'a device whose confirmation failed > R6 leaves the token in use while it still cannot be confirmed',
    ),
  },
  {
    name: 'R20: who was taken over time and again is told that there is no session',
    file: source('session/session.ts'),
    find: 'throw replaced && !this.holding.isSignedOut ? copyOf(replaced) : this.holding.missingSession()',
    replace: 'throw this.holding.missingSession()',
    ...session('device-confirmation', 'R20 who was taken over time and again is told so'),
  },
]
