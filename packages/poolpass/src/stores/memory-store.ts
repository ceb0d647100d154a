import type { StoredEntry, StoredSession, StoreWriteOptions, TokenStore } from '../session/token-store.js'

interface Kept {
  readonly value: StoredSession
  readonly version: string
  readonly writtenAtMs: number
  readonly expiresAtMs: number
}

/** A store in this process's memory. Every `UserPool` has one of its own unless it is given another. */
export class MemoryTokenStore implements TokenStore {
  readonly #entries = new Map<string, Kept>()
  readonly #nowMs: () => number
  #writes = 0

  /** @param options.nowMs Milliseconds since any fixed point. Default: the wall clock. */
  constructor(options: { nowMs?: () => number } = {}) {
    this.#nowMs = options.nowMs ?? Date.now
  }

  async read(key: string): Promise<StoredEntry | undefined> {
    const kept = this.#unexpired(key)
    if (!kept) return undefined
    return { value: kept.value, version: kept.version, ageSeconds: (this.#nowMs() - kept.writtenAtMs) / 1_000 }
  }

  async write(key: string, value: StoredSession, options: StoreWriteOptions): Promise<string | undefined> {
    const { ifVersion, expiresInSeconds } = options
    if (ifVersion !== undefined && (this.#unexpired(key)?.version ?? null) !== ifVersion) return undefined
    if (++this.#writes % 1_024 === 0) for (const other of this.#entries.keys()) this.#unexpired(other)
    const version = String(this.#writes)
    const writtenAtMs = this.#nowMs()
    this.#entries.set(key, { value, version, writtenAtMs, expiresAtMs: writtenAtMs + expiresInSeconds * 1_000 })
    return version
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key)
  }

  #unexpired(key: string): Kept | undefined {
    const kept = this.#entries.get(key)
    if (kept === undefined || this.#nowMs() < kept.expiresAtMs) return kept
    this.#entries.delete(key)
    return undefined
  }
}
