import { expect, test } from 'vitest'
import { checkRandomSessions } from './support/machine/check.js'
import { watchUnhandled } from './support/rejections.js'

test('R6, R10–R14 1,500 random sessions end every call, invent no sign-in, start no storm and are never stuck', async () => {
  const unhandled = watchUnhandled()
  await expect(checkRandomSessions(1500, 20_261_123)).resolves.toBeUndefined()
  await unhandled.quiet()
  expect(unhandled.rejections).toEqual([])
})
