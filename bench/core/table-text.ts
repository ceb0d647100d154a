import type { Table } from './question.js'

const isNumeric = (cell: string) => /^[–\d(≤≥]/.test(cell)

/** Text columns to the left, figures to the right. */
function columnsOf({ columns, rows }: Table) {
  return columns.map((name, i) => {
    const cells = rows.map(row => row[i] ?? '')
    const width = Math.max(name.length, ...cells.map(cell => cell.length))
    const isRight = i > 0 && cells.every(cell => cell === '' || isNumeric(cell))
    return { name, width, isRight }
  })
}

export function plainText(table: Table): string {
  const columns = columnsOf(table)
  const line = (cells: readonly string[]) =>
    columns
      .map(({ width, isRight }, i) => (isRight ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width)))
      .join('  ')
      .trimEnd()
  return [table.title, line(table.columns), ...table.rows.map(line)].join('\n')
}

export function markdown(table: Table): string {
  const columns = columnsOf(table)
  const line = (cells: readonly string[]) => `| ${columns.map((_, i) => cells[i] ?? '').join(' | ')} |`
  const rule = `|${columns.map(({ isRight }) => (isRight ? '---:' : '---')).join('|')}|`
  return [`**${table.title}**`, '', line(table.columns), rule, ...table.rows.map(line)].join('\n')
}
