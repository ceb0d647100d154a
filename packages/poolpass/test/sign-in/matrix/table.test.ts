import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cell, dimensionsOf, isFor, Matrix, outcomeColumns } from './support/cells.js'
import { FLOWS_OF } from './support/describe-cells.js'
import { type Line, means, namesIn, readDocument, type Table } from './support/document.js'

const text = readDocument()
const matrix = new Matrix(text)
const cells = matrix.cells()
const values = (column: string) => matrix.values.get(column) ?? []
const linesOf = (tables: readonly Table[]) => tables.flatMap(table => table.lines.map(line => ({ table, line })))

describe('the document', () => {
  test('says as many cells as there are', () => {
    const confirmed = cells.filter(cell => matrix.isConfirmed(cell))
    console.info(`the sign-in matrix has ${cells.length} cells; ${confirmed.length} are confirmed`)
    const number = (count: number) => count.toLocaleString('en')
    const claim = /[\d,]+ cells, of which [\d,]+ are confirmed/.exec(text)?.[0]
    expect(claim).toBe(`${number(cells.length)} cells, of which ${number(confirmed.length)} are confirmed`)
  })

  test('has exactly one line of each table for every cell', () => {
    for (const cell of cells) expect(matrix.expected(cell).challenges).toMatch(/tokens$/)
  })

  test('has no line that is for no cell', () => {
    const lines = linesOf([...matrix.rules, ...matrix.under('Not confirmed')])
    expect(lines.filter(({ table, line }) => !cells.some(cell => isFor(table, line, cell)))).toEqual([])
  })

  test('names nothing but the values of the dimensions', () => {
    const named = linesOf(matrix.tables).flatMap(({ table, line }) =>
      dimensionsOf(table).flatMap(column => namesIn(line[column] ?? '').map(name => ({ column, name }))),
    )
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(({ column, name }) => !values(column).some(value => means(name, value)))).toEqual([])
  })

  test('has a source for each line, or says that there is none', () => {
    const sources = new Set(
      [...text.matchAll(/^\[(\w+)\]: https:\/\/docs\.aws\.amazon\.com\/\S+$/gm)].map(([, it]) => it),
    )
    const named = (line: Line) => [...(line.because ?? '').matchAll(/\[(\w+)\]/g)].map(([, name]) => name)
    const lines = linesOf(matrix.tables.filter(({ columns }) => columns.includes('because'))).map(({ line }) => line)
    const isConfirmed = ({ known = 'confirmed' }: Line) => known === 'confirmed'
    const isRecorded = ({ because = '' }: Line) => because.includes('recorded from the service')
    expect(lines.filter(line => isConfirmed(line) && !isRecorded(line) && named(line).length === 0)).toEqual([])
    expect(new Set(lines.flatMap(named))).toEqual(sources)
  })

  test('says of nothing that it is known in another way', () => {
    const known = new Set(linesOf(matrix.tables).flatMap(({ line }) => line.known ?? []))
    const words = ['confirmed', 'not confirmed', 'name not confirmed', 'text not confirmed']
    expect([...known].filter(word => !words.includes(word))).toEqual([])
  })
})

/** The document with another word in one place. */
function changed(table: Table, line: Line, column: string): Matrix {
  const row = (it: Line) => `| ${table.columns.map(name => it[name]).join(' | ')} |`
  expect(text.split(row(line))).toHaveLength(2)
  return new Matrix(text.replace(row(line), row({ ...line, [column]: 'something else' })))
}

/** What comes after the first factor does not show where there is no way past it. */
const isShown = (table: Table, column: string, cell: Cell) =>
  table.heading === 'First factor' || column === 'SECRET_HASH' || 'renewal' in matrix.expected(cell)

describe('a line that is changed', () => {
  let expected: string[]
  beforeAll(() => {
    expected = cells.map(cell => JSON.stringify(matrix.expected(cell)))
  })
  const outcomes = linesOf(matrix.rules).flatMap(({ table, line }) =>
    outcomeColumns(table).map(column => ({ table, line, column, name: Object.values(line).slice(0, 2).join(', ') })),
  )

  test.each(outcomes)('changes its cells and no others: $table.heading, $name, $column', ({ table, line, column }) => {
    const other = changed(table, line, column)
    const its = cells.filter(cell => isFor(table, line, cell) && isShown(table, column, cell))
    expect(its.length).toBeGreaterThan(0)
    expect(cells.filter((cell, i) => JSON.stringify(other.expected(cell)) !== expected[i])).toEqual(its)
  })
})

describe('the test files', () => {
  test('run all flows, each in one file', () => {
    expect(Object.values(FLOWS_OF).flat().sort()).toEqual([...values('flow')].sort())
    const files = readdirSync(new URL('.', import.meta.url))
    for (const [name, flows] of Object.entries(FLOWS_OF)) {
      expect(flows.length).toBeGreaterThan(0)
      expect(files).toContain(`${name}.test.ts`)
    }
  })
})
