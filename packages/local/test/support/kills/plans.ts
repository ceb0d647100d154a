import fc from 'fast-check'

/** What a client may do next; it does something else where there is nobody to do it to. */
const STEPS = [
  'create',
  'rename',
  'join',
  'leave',
  'disable',
  'delete',
  'setPassword',
  'signIn',
  'renew',
  'revoke',
  'createPool',
] as const
export type StepName = (typeof STEPS)[number]

/** One life of the server. */
export interface Plan {
  /** It is killed after so many answers, */
  readonly answers: number
  /** and so many milliseconds. */
  readonly pauseMs: number
  /** What each client does, over and over; all of them at once. */
  readonly clients: readonly (readonly StepName[])[]
}

const CLIENTS = 4
const step = fc.constantFrom(...STEPS, ...(['signIn', 'renew', 'renew', 'create'] as const))

const plan = (mostAnswers: number): fc.Arbitrary<Plan> =>
  fc.record({
    answers: fc.integer({ min: 1, max: mostAnswers }),
    pauseMs: fc.integer({ min: 0, max: 4 }),
    clients: fc.array(fc.array(step, { minLength: 30, maxLength: 30 }), { minLength: CLIENTS, maxLength: CLIENTS }),
  })

export const randomPlans = (count: number, mostAnswers: number, seed: number): Plan[] =>
  fc.sample(fc.noBias(plan(mostAnswers)), { numRuns: count, seed })
