const source = file => `packages/poolpass/src/${file}`
const session = (file, testName) => ({ test: `packages/poolpass/test/session/${file}.test.ts`, testName })
const twice = testName => session('answers-twice', `a challenge that is answered twice at once > R13 with ${testName}`)

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R13: the same answer given twice at once is sent twice',
    file: source('session/one-answer.ts'),
    find: 'if (current.answer === json) return current.work',
    replace: '',
    ...twice('the same wrong code is refused to both, and can be answered again'),
  },
  {
    name: 'R13: another answer takes the place of the one under way',
    file: source('session/one-answer.ts'),
    find: 'if (session === undefined || current?.session !== session)',
    replace: 'if (current?.answer !== json)',
    ...twice('another code that comes too late is signed in all the same'),
  },
  {
    name: 'R14: an answer is given after a logout',
    file: source('session/one-answer.ts'),
    find: 'error instanceof NotSignedInError',
    replace: 'false',
    ...session('answers-twice', 'a challenge that is answered twice at once > R14 is answered no more after a logout'),
  },
  {
    name: 'R14: a superseded sign-in lives on at the pool',
    file: source('session/holding.ts'),
    find: 'else if (!previous)',
    replace: 'else if (previous)',
    ...session('answers-twice', 'R14 a sign-in that another one took the place of is revoked'),
  },
  {
    name: 'R19: another user’s challenge is answered',
    file: source('session/sign-ins.ts'),
    find: '![givenUsername, username].includes(storedAs)',
    replace: 'false',
    ...session(
      'answers-twice',
      'another user’s challenge > R19 is refused by a session that has an owner, and nothing is sent',
    ),
  },
  {
    name: 'R19: a challenge does not tell the username that was given',
    file: source('sign-in/flow.ts'),
    find: '    givenUsername: flow.givenUsername,\n',
    replace: '',
    ...session('answers-twice', 'another user’s challenge'),
  },
  {
    name: 'a code that was taken is sent once more without the device',
    file: source('session/signer.ts'),
    find: 'if (!isRepeatable()) throw error',
    replace: '',
    ...session(
      'devices-with-pool',
      'a remembered device > with a password that is wrong costs no answer that was taken: respond() says why',
    ),
  },
  {
    name: 'nobody can answer for a device, and everybody is told to',
    file: source('sign-in/flow.ts'),
    find: "name.startsWith('DEVICE_') ?",
    replace: "name.startsWith('DEVICES_') ?",
    ...session('devices', 'a device that is given > R13 nobody can answer for a device that is not there'),
  },
]
