import { type Line, readDocument, selects, type Table, tablesOf } from './document.js'

const DIMENSIONS = ['flow', 'client', 'MFA', 'device', 'rotation', 'name'] as const
type Dimension = (typeof DIMENSIONS)[number]

/** One combination. */
export type Cell = Readonly<Record<Dimension, string>>

/** What becomes of a sign-in, in the words of the document. */
export interface Outcome {
  readonly challenges: string
  readonly SECRET_HASH: string
  /** The rest only where the sign-in ends in tokens. */
  readonly ClientSecret?: string
  readonly 'tokens name'?: string
  readonly 'new device'?: string
  readonly "access token's device"?: string
  readonly renewal?: string
  readonly 'the refresh token before'?: string
}

const RULES = ['First factor', 'Second factor and device', 'Client and name', 'After the tokens']
const NOTHING = '–'
const NO_TOKENS = 'no tokens'

/** The columns that say which cells a line is for. */
export const dimensionsOf = ({ columns }: Table) => DIMENSIONS.filter(dimension => columns.includes(dimension))

/** The columns that say what becomes of them. */
export const outcomeColumns = ({ columns }: Table) =>
  columns.filter(column => column !== 'because' && !DIMENSIONS.some(dimension => dimension === column))

/** Whether a line of a table is for a cell. */
export const isFor = (table: Table, line: Line, cell: Cell) =>
  dimensionsOf(table).every(dimension => selects(line[dimension] ?? '', cell[dimension]))

/** @throws unless there is exactly one. */
function onlyLine(table: Table, cell: Cell): Line {
  const [line, ...others] = table.lines.filter(it => isFor(table, it, cell))
  if (line !== undefined && others.length === 0) return line
  const count = line === undefined ? 'no line' : `${others.length + 1} lines`
  throw new Error(`${count} under “${table.heading}” for ${titleOf(cell)}`)
}

/** The document, read as rules. */
export class Matrix {
  readonly tables: readonly Table[]
  readonly values: ReadonlyMap<string, readonly string[]>

  constructor(text = readDocument()) {
    this.tables = tablesOf(text)
    const lines = this.under('The dimensions').flatMap(table => table.lines)
    this.values = new Map(lines.map(line => [line.dimension ?? '', (line.values ?? '').split(', ')]))
  }

  under(heading: string): readonly Table[] {
    return this.tables.filter(table => table.heading === heading)
  }

  /** The tables that say what to expect of every cell. */
  get rules(): readonly Table[] {
    return RULES.flatMap(heading => this.under(heading))
  }

  /** All combinations of these flows. */
  cells(flows: readonly string[] = this.values.get('flow') ?? []): Cell[] {
    let cells: Partial<Cell>[] = [{}]
    for (const dimension of DIMENSIONS) {
      const values = dimension === 'flow' ? flows : (this.values.get(dimension) ?? [])
      cells = cells.flatMap(cell => values.map(value => ({ ...cell, [dimension]: value })))
    }
    return cells as Cell[]
  }

  /** What the tables under a heading say of a cell, by column. */
  outcome(heading: string, cell: Cell): Line {
    const found = this.under(heading).flatMap(table => {
      const line = onlyLine(table, cell)
      return outcomeColumns(table).map(column => [column, line[column] ?? ''])
    })
    return Object.fromEntries(found)
  }

  /** What a sign-in meets in all, given what comes after the first factor. */
  challenges(cell: Cell, after: string): string {
    const { challenges: first = '' } = this.outcome('First factor', cell)
    const isOver = [first, after].find(steps => steps.endsWith(NO_TOKENS))
    return isOver ?? [first, after, 'tokens'].filter(steps => steps !== NOTHING).join(' > ')
  }

  expected(cell: Cell): Outcome {
    const { challenges: second = '' } = this.outcome('Second factor and device', cell)
    const challenges = this.challenges(cell, second)
    const { SECRET_HASH = '', ...more } = this.outcome('Client and name', cell)
    if (challenges.endsWith(NO_TOKENS)) return { challenges, SECRET_HASH }
    return { challenges, SECRET_HASH, ...more, ...this.outcome('After the tokens', cell) }
  }

  isConfirmed(cell: Cell): boolean {
    return !this.under('Not confirmed').some(table => table.lines.some(line => isFor(table, line, cell)))
  }
}

export const titleOf = (cell: Cell) =>
  DIMENSIONS.map(dimension => (dimension === 'flow' ? cell.flow : `${dimension} ${cell[dimension]}`)).join(', ')
