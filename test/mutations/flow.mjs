// How a sign-in goes on when answers are lost or refused, is broken.
const source = file => `packages/poolpass/src/${file}`
const session = (file, testName) => ({ test: `packages/poolpass/test/session/${file}.test.ts`, testName })
const RANDOM = session(
  'random-sessions',
  'R6, R10–R14 random sessions end every call, invent no sign-in, start no storm and are never stuck',
)

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R13: a proof whose answer is lost is repeated for ever',
    file: source('sign-in/flow.ts'),
    find: 'if (flow.hasShownFactor && ++repeated > MOST_REPEATED) throw error',
    replace: '',
    ...session(
      'r13-lost-answers',
      'answers that are lost to a proof of the password > R13 cost three codes for one request, and none for those of the next minute',
    ),
  },
  {
    name: 'R13: a password whose answer is lost is repeated for ever',
    file: source('sign-in/flow.ts'),
    find: "if (AuthFlow !== 'USER_SRP_AUTH') showFactor(flow)",
    replace: '',
    ...session(
      'r13-lost-answers',
      'answers that are lost to the password itself > R13 cost three codes for one request, and none for those of the next minute',
    ),
  },
  {
    name: 'R12: a beginning whose answer is lost is repeated twice',
    file: source('sign-in/flow.ts'),
    find: "if (AuthFlow !== 'USER_SRP_AUTH') showFactor(flow)",
    replace: 'showFactor(flow)',
    ...session(
      'r13-lost-answers',
      'answers that are lost > R12 before anything of the password was shown are repeated until the deadline, and not remembered',
    ),
  },
  {
    name: 'R12: what an earlier attempt has shown counts for the next',
    file: source('sign-in/flow.ts'),
    find: '    flow.hasShownFactor = false\n    try',
    replace: '    try',
    ...session(
      'r13-lost-answers',
      'answers that are lost > R12 do not count where an attempt shows nothing, whatever the one before it has shown',
    ),
  },
  {
    name: 'R13: every request signs in anew while answers are lost',
    file: source('session/refusals.ts'),
    find: "(hasShownFactor && error.code === 'ERR_POOLPASS_UNAVAILABLE')",
    replace: 'false',
    ...session('r13-lost-answers', 'answers that are lost > R13 to a handler’s code cost fifteen codes an hour'),
  },
  {
    name: 'random sessions: R13 lost answers cost codes without end',
    file: source('sign-in/flow.ts'),
    find: 'const MOST_REPEATED = 2',
    replace: 'const MOST_REPEATED = 5',
    ...RANDOM,
  },
  {
    name: 'random sessions: R13 lost answers cost codes request by request',
    file: source('session/refusals.ts'),
    find: "(hasShownFactor && error.code === 'ERR_POOLPASS_UNAVAILABLE')",
    replace: 'false',
    ...RANDOM,
  },
  {
    name: 'R13: a new password whose answer is lost is forgotten',
    file: source('sign-in/new-password-required.ts'),
    find: '  flow.traces.recover = tryInstead(newPassword)\n',
    replace: '',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to NEW_PASSWORD_REQUIRED > R13 does not lose the password that a handler made up: USER_SRP_AUTH, lost after it was handled',
    ),
  },
  {
    name: 'R13: a new password whose answer is lost is forgotten with its sign-in',
    file: source('session/sign-ins.ts'),
    find: 'recover: isSame ? this.#traces?.recover : undefined',
    replace: 'recover: undefined',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to NEW_PASSWORD_REQUIRED > R13 does not lose it when the whole sign-in fails',
    ),
  },
  {
    name: 'R19: a new password whose answer is lost lets anybody in',
    file: source('session/sign-ins.ts'),
    find: 'recover: isSame ? this.#traces?.recover : undefined',
    replace: 'recover: this.#traces?.recover',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to NEW_PASSWORD_REQUIRED > R13 lets nobody in who gives another password than the one that was replaced',
    ),
  },
  {
    name: 'R13: a new password that was refused is tried',
    file: source('sign-in/answer-by-handlers.ts'),
    find: '      forgetIfRefused(flow, error)\n',
    replace: '',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to NEW_PASSWORD_REQUIRED > R13 with a password that the policy refused, nothing of it is tried later',
    ),
  },
  {
    name: 'R13: a half-done MFA_SETUP is begun again',
    file: source('sign-in/respond-to-challenge.ts'),
    find: 'throw isHalfDone ? leftUnanswered(challenge, error) : error',
    replace: 'throw isHalfDone ? error : error',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to MFA_SETUP > R13 leaves a challenge that the same answer ends',
    ),
  },
  {
    name: 'R13: an authenticator app is verified twice',
    file: source('sign-in/mfa-setup.ts'),
    find: ' || challenge.isVerified',
    replace: '',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to MFA_SETUP > R13 leaves a challenge that the same answer ends',
    ),
  },
  {
    name: 'R13: the challenge that sticks is one that cannot be answered any more',
    file: source('session/own-account.ts'),
    find: 'if (isOfLastSignIn) session',
    replace: 'if (!isOfLastSignIn) session',
    ...session(
      'r13-lost-answers',
      'an answer that is lost to MFA_SETUP > R13 of a request that meets it sticks with the session that can be answered',
    ),
  },
]
