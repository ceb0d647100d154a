import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Matrix, titleOf } from './cells.js'
import { run } from './run.js'
import { Visitors } from './visitors.js'

/** Which flows run in which test file: side by side they take less time. */
export const FLOWS_OF = {
  'client-based': ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'CUSTOM_AUTH after SRP'],
  'choice-based': [
    'USER_AUTH PASSWORD',
    'USER_AUTH PASSWORD_SRP',
    'USER_AUTH EMAIL_OTP',
    'USER_AUTH SMS_OTP',
    'USER_AUTH choice of PASSWORD_SRP',
    'USER_AUTH choice of EMAIL_OTP',
  ],
} as const

/** Holds every cell of these flows to the document. */
export function describeCells(flows: readonly string[]): void {
  const matrix = new Matrix()
  const cells = matrix.cells(flows)
  let visitors: Visitors
  let count = 0

  beforeAll(async () => {
    visitors = await Visitors.at(matrix)
  })
  afterAll(() => console.info(`${count} of ${cells.length} cells of the sign-in matrix ran: ${flows.join(', ')}`))

  describe.each(flows)('%s', flow => {
    test.each(cells.filter(cell => cell.flow === flow).map(cell => [titleOf(cell), cell] as const))(
      '%s',
      async (_, cell) => {
        count++
        expect(await run(visitors, cell)).toEqual(matrix.expected(cell))
      },
    )
  })
}
