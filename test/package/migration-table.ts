import type { ApiNames } from './api-names.js'

/** A row of a migration table: a name there, its name here, and what is different. */
export interface Row {
  /** In the document, from 1. */
  readonly line: number
  readonly theirs: readonly string[]
  readonly ours: readonly string[]
  readonly isWithoutCounterpart: boolean
  readonly difference: string
}

const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** Splits at bars, but for those that are escaped. */
const cellsOf = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell => cell.trim())

/** The rows of all tables whose first column is headed `pycognito`. */
export function rowsOf(document: string): Row[] {
  const rows: Row[] = []
  let isInTable = false
  for (const [index, line] of document.split('\n').entries()) {
    if (!line.startsWith('|')) isInTable = false
    else if (cellsOf(line)[0] === 'pycognito') isInTable = true
    else if (isInTable && !/^\|[\s:|-]+$/.test(line)) {
      const [theirs = '', ours = '', difference = ''] = cellsOf(line)
      const isWithoutCounterpart = ours.startsWith('—')
      rows.push({ line: index + 1, theirs: codesIn(theirs), ours: codesIn(ours), isWithoutCounterpart, difference })
    }
  }
  return rows
}

/**
 * What is wrong with the tables of a document, each fault in a line.
 *
 * @param theirNames All names that need a row, written as the first column has them.
 */
export function faultsIn(document: string, theirNames: readonly string[], names: ApiNames): string[] {
  const rows = rowsOf(document)
  const mapped = new Set(rows.flatMap(({ theirs }) => theirs))
  const faults = theirNames.filter(name => !mapped.has(name)).map(name => `${name} has no row`)
  for (const row of rows) faults.push(...faultsOf(row, theirNames, names).map(fault => `line ${row.line}: ${fault}`))
  return faults
}

function faultsOf(
  { theirs, ours, isWithoutCounterpart, difference }: Row,
  theirNames: readonly string[],
  names: ApiNames,
) {
  const faults = theirs.filter(name => !theirNames.includes(name)).map(name => `${name} is nothing of pycognito`)
  if (theirs.length === 0) faults.push('names nothing of pycognito')
  const claimed = codesIn(difference).filter(code => names.claimsToBe(code))
  for (const code of [...ours, ...claimed]) if (!names.has(code)) faults.push(`${code} does not exist here`)
  if (isWithoutCounterpart && ours.length > 0) faults.push('says that there is no counterpart, and names one')
  if (isWithoutCounterpart && difference === '') faults.push('does not say why there is no counterpart')
  if (!isWithoutCounterpart && ours.length === 0) faults.push('names nothing here, and does not begin with a dash')
  return faults
}
