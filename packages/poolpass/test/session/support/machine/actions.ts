import fc from 'fast-check'
import type { Fate } from './network.js'

/** What programs, people and the network may do to one session, at random. */

/** What a handler does when it is asked. */
export type Reply = 'right' | 'wrong' | 'nothing' | 'throws' | 'late'

export const USERS = ['plain', 'sms', 'totp', 'two', 'temporary', 'bare', 'riddles'] as const
export type UserName = (typeof USERS)[number]

/** Mostly the first, sometimes another. */
function mostly<T>(usual: T, weight: number, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
}

const fate = mostly<Fate>(
  'delivered',
  3,
  'requestLost',
  'answerLost',
  'twiceFirst',
  'twiceSecond',
  'slow',
  'tooLate',
  'silent',
  'throttled',
  'broken',
  'garbage',
)
const reply = mostly<Reply>('right', 3, 'wrong', 'nothing', 'throws', 'late')

const call = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('authenticate' as const), isRight: mostly(true, 5, false) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('token' as const), abortsAfterSeconds: mostly(0, 4, 1, 10) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('renew' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('respond' as const), reply: mostly<Reply>('right', 2, 'wrong') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('logout' as const) }) },
)
export type Call = typeof call extends fc.Arbitrary<infer T> ? T : never

const step = fc.oneof(
  // Mostly one after the other, sometimes at once.
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('calls' as const),
      calls: fc.array(call, { minLength: 1, maxLength: 3, size: 'max' }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 30, 70, 200, 1300, 3601) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pool' as const),
      change: fc.constantFrom('revoke' as const, 'disable' as const, 'enable' as const),
    }),
  },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** One user's session, in a pool with or without devices, with or without rotation. */
const anyStory = fc.record({
  user: fc.constantFrom(...USERS),
  authFlow: fc.constantFrom(
    'USER_PASSWORD_AUTH' as const,
    'USER_PASSWORD_AUTH' as const,
    'USER_SRP_AUTH' as const,
    'USER_AUTH' as const,
  ),
  withDevices: fc.boolean(),
  graceSeconds: fc.constantFrom(undefined, 0, 60),
  hasHandlers: mostly(true, 3, false),
  fates: fc.array(fate, { maxLength: 30, size: 'max' }),
  replies: fc.array(reply, { maxLength: 12, size: 'max' }),
  steps: fc.array(step, { minLength: 1, maxLength: 10, size: 'max' }),
})

const request = fc.record({ kind: fc.constant('token' as const), abortsAfterSeconds: fc.constant(0) })

/** For hours nearly every answer is lost, while requests come and go: each code that is sent is in vain. */
const outage = fc
  .record({
    told: anyStory,
    user: fc.constantFrom('sms' as const, 'two' as const),
    fates: fc.array(mostly<Fate>('answerLost', 12, 'delivered', 'tooLate', 'slow'), {
      minLength: 100,
      maxLength: 300,
      size: 'max',
    }),
    steps: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('calls' as const), calls: fc.array(request, { minLength: 1, maxLength: 3 }) }),
        fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 70, 200) }),
      ),
      { minLength: 10, maxLength: 30, size: 'max' },
    ),
  })
  .map(({ told, ...outage }) => ({ ...told, ...outage }))

export const story = fc.oneof({ weight: 9, arbitrary: anyStory }, { weight: 1, arbitrary: outage })
export type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never
