const source = file => `packages/poolpass/src/${file}`
const session = (file, testName) => ({ test: `packages/poolpass/test/session/${file}.test.ts`, testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R17: a device that was confirmed by hand is not named in renewals',
    file: source('session/session.ts'),
    find: 'this.signer.setup.device === false && !held.device ?',
    replace: 'this.signer.setup.device === false ?',
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
    find: 'await session.change(held, { device: undefined, newDevice: undefined })',
    replace: '',
    ...session('devices-with-pool', 'a remembered device > that was forgotten is gone from the store'),
  },
  {
    name: 'R17: the device of a lone refresh token is not loaded',
    file: source('session/session.ts'),
    find: '!held.device && !tokens.accessToken && storedAs !== undefined',
    replace: 'false',
    ...session(
      'devices-with-pool',
      'a remembered device > R17 is loaded for a refresh token that comes without anything else',
    ),
  },
]
