import type { LocalSigningKeys } from '../pool/signing-keys.js'
import { createPoolTables, type PoolRecord, type PoolTables, type Tables } from '../pool/tables.js'
import { TrackedMap } from './tracked-map.js'

/** Where a record stands: its table, the pool where it is of one, and its key. */
export type RecordPath = readonly string[]

/** A record as it is now; `undefined`: there is none any more. */
export interface Change {
  readonly path: RecordPath
  readonly record: unknown
}

interface Tracked {
  /** Of the table. */
  readonly path: RecordPath
  readonly map: TrackedMap<unknown>
}

const nameOf = (path: RecordPath) => JSON.stringify(path)
const numberOf = (record: unknown) => (record as { readonly number?: number }).number ?? 0

/** Sorts kept records by table, each in the order in which they were made. */
function byTable(records: Iterable<Change>): Map<string, [string, unknown][]> {
  const tables = new Map<string, [string, unknown][]>()
  for (const { path, record } of records) {
    const name = nameOf(path.slice(0, -1))
    const entries = tables.get(name) ?? []
    tables.set(name, entries)
    entries.push([path.at(-1) ?? '', record])
  }
  for (const entries of tables.values()) entries.sort(([, one], [, other]) => numberOf(one) - numberOf(other))
  return tables
}

/** The tables of a data directory in memory, and what of them has yet to be written. */
export class TrackedTables implements Tables {
  readonly pools: Map<string, PoolRecord>
  readonly signingKeys: Map<string, LocalSigningKeys>
  readonly #kept: Map<string, [string, unknown][]>
  readonly #tracked = new Map<string, Tracked>()
  readonly #ofPools = new Map<string, PoolTables>()

  /** @param records What is kept so far. */
  constructor(records: Iterable<Change>) {
    this.#kept = byTable(records)
    this.pools = this.#track(['pools'])
    this.signingKeys = this.#track(['signingKeys'])
    for (const poolId of this.#keptPoolIds()) if (!this.pools.has(poolId)) this.drop(poolId)
  }

  of(poolId: string): PoolTables {
    const known = this.#ofPools.get(poolId)
    if (known) return known
    const tables = createPoolTables(name => this.#track([name, poolId]))
    this.#ofPools.set(poolId, tables)
    return tables
  }

  drop(poolId: string): void {
    this.pools.delete(poolId)
    this.signingKeys.delete(poolId)
    for (const table of Object.values(this.of(poolId))) table.clear()
  }

  get hasChanged(): boolean {
    for (const { map } of this.#tracked.values()) if (map.hasChanged) return true
    return false
  }

  /** @returns What has changed since the last time. */
  takeChanges(): Change[] {
    return [...this.#tracked.values()].flatMap(({ path, map }) =>
      map.takeChanged().map(key => ({ path: [...path, key], record: map.get(key) })),
    )
  }

  /** Takes changes back that could not be written. */
  returnChanges(changes: readonly Change[]): void {
    for (const { path } of changes) {
      this.#tracked.get(nameOf(path.slice(0, -1)))?.map.markChanged(path.at(-1) ?? '')
    }
  }

  /** Of pools that were deleted, too, where requests that were under way left something behind. */
  #keptPoolIds(): string[] {
    const ofTables = [...this.#kept.keys()].flatMap(name => (JSON.parse(name) as RecordPath)[1] ?? [])
    return [...new Set([...ofTables, ...this.signingKeys.keys()])]
  }

  #track<V>(path: RecordPath): Map<string, V> {
    const name = nameOf(path)
    const map = new TrackedMap((this.#kept.get(name) ?? []) as [string, V][])
    this.#kept.delete(name)
    this.#tracked.set(name, { path, map: map as TrackedMap<unknown> })
    return map
  }
}
