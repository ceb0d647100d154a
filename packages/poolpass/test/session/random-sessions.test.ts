import { expect, test } from 'vitest'
import { checkRandomSessions } from './support/machine/check.js'
import { watchUnhandled } from './support/rejections.js'

test('R6, R10–R14 random sessions end every call, invent no sign-in, start no storm and are never stuck', async () => {
  const unhandled = watchUnhandled()
  await expect(checkRandomSessions(100, 4)).resolves.toBeUndefined()
  await unhandled.quiet()
  expect(unhandled.rejections).toEqual([])
}, 60_000)
