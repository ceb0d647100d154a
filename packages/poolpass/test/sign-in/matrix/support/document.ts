import { readFileSync } from 'node:fs'

/** One line of a table: its cells by the names of their columns. */
export type Line = Readonly<Record<string, string>>

/** The lines of one table, and where it stands. */
export interface Table {
  readonly heading: string
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
}

export const readDocument = () =>
  readFileSync(new URL('../../../../../../docs/sign-in-matrix.md', import.meta.url), 'utf8')

const cellsOf = (row: string) =>
  row
    .slice(1, -1)
    .split('|')
    .map(cell => cell.trim())

function readTable(heading: string, [head = '', _rule, ...rows]: readonly string[]): Table {
  const columns = cellsOf(head)
  const lines = rows.map(row => Object.fromEntries(cellsOf(row).map((cell, i) => [columns[i] ?? '', cell])))
  return { heading, columns, lines }
}

/** Every table of a Markdown text, in order. */
export function tablesOf(text: string): Table[] {
  return text.split(/^## /m).flatMap(section => {
    const [heading = '', ...body] = section.split('\n')
    const blocks = body.join('\n').split(/\n{2,}/)
    const tables = blocks.map(block => block.split('\n').filter(row => row.startsWith('|')))
    return tables.filter(rows => rows.length > 0).map(rows => readTable(heading, rows))
  })
}

/** The names that a selector lists; none for `any`. */
export const namesIn = (selector: string): string[] =>
  selector === 'any' ? [] : selector.replace(/^any but /, '').split(', ')

/** Whether a name of a selector, which may end in `*`, stands for the value. */
export const means = (name: string, value: string) =>
  name.endsWith('*') ? value.startsWith(name.slice(0, -1)) : name === value

/** Whether a selector includes the value: `any`, a list, or `any but` a list. */
export function selects(selector: string, value: string): boolean {
  const isListed = namesIn(selector).some(name => means(name, value))
  return selector.startsWith('any') ? !isListed : isListed
}

/** What a word of the document stands for. @throws when it means nothing here. */
export function meaningOf<T>(meanings: ReadonlyMap<string, T>, word: string): T {
  if (!meanings.has(word)) throw new Error(`the document says “${word}”, which means nothing here`)
  return meanings.get(word) as T
}
