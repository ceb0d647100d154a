const totp = testName => ({ test: 'examples/totp/totp.test.ts', testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'examples: the QR code is light on dark',
    file: 'examples/totp/walk-through.ts',
    find: '{ border: 4 }',
    replace: '{ border: 4, invert: true }',
    ...totp('main.ts > sets up an authenticator app and signs in with it where nobody answers'),
  },
  {
    name: 'examples: a wrong code sets an authenticator app up',
    file: 'examples/totp/walk-through.ts',
    find: "if (attempt === MAX_ATTEMPTS || !isPoolpassError(error, 'ERR_POOLPASS_CODE_MISMATCH')) throw error",
    replace: 'if (attempt === MAX_ATTEMPTS || !isPoolpassError(error)) return',
    ...totp('walkThrough > gives up after three wrong codes, and sets up nothing'),
  },
  {
    name: 'examples: nobody is asked for a second code',
    file: 'examples/totp/walk-through.ts',
    find: "await cognito.setUserMfaPreference({ softwareToken: 'preferred' })",
    replace: '',
    ...totp('walkThrough > takes the codes of somebody who scans what it shows'),
  },
]
