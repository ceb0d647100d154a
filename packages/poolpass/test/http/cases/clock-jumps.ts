import { expect } from 'vitest'
import type { Case } from '../case.js'
import { type Context, times } from '../context.js'

const HOURS = 3_600

async function expectAnswered({ send }: Context, auth: Awaited<ReturnType<Context['signedIn']>>) {
  const answers = await Promise.all(times(20, () => send(auth)))
  expect(answers.map(({ status }) => status)).toEqual(times(20, () => 200))
}

const jumps = (name: string, seconds: readonly number[]): Case => ({
  rule: 'R16',
  name: `the wall clock is set ${name}: at most one renewal a jump, and no request fails`,
  setting: { trueTime: 'monotonic' },
  async run(context) {
    const { clock, signedIn } = context
    const auth = await signedIn()
    for (const [i, jump] of seconds.entries()) {
      clock.jumpWall({ seconds: jump })
      await expectAnswered(context, auth)
      expect(context.renewals).toBeLessThanOrEqual(i + 1)
    }
    expect(context.signIns).toBe(1)
    const before = context.renewals
    // Age goes on to be counted: by the clock that was not set.
    clock.advance({ seconds: HOURS + 1 })
    await expectAnswered(context, auth)
    expect([context.renewals, context.signIns]).toEqual([before + 1, 1])
  },
})

export const clockJumpCases: readonly Case[] = [
  jumps('forward by 10 hours', [10 * HOURS]),
  jumps('back by 10 hours', [-10 * HOURS]),
  jumps('forward and back again', [7 * HOURS, -7 * HOURS]),
  jumps('back and forward again', [-7 * HOURS, 7 * HOURS]),
  {
    rule: 'R16',
    name: 'the machine sleeps for hours, its monotonic clock standing still: one renewal, and no request fails',
    async run(context) {
      const { clock, signedIn } = context
      const auth = await signedIn()
      for (let night = 1; night <= 3; night++) {
        clock.jumpWall({ seconds: 8 * HOURS })
        await expectAnswered(context, auth)
        expect([context.renewals, context.signIns]).toEqual([night, 1])
      }
    },
  },
]
