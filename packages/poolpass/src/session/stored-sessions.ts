import { backoffMs, scrubError } from '../cognito-idp/index.js'
import { sameTag } from './credential-tag.js'
import type { Emitter, SessionEvents } from './events.js'
import { type HeldSession, heldFromStore, isNewer, type SessionOrigin } from './held-session.js'
import { inTime } from './in-time.js'
import { keepAlive } from './keep-alive.js'
import type { StoredEntry } from './token-store.js'
import type { PoolInternals } from './user-pool.js'
import { loadVerification } from './verification.js'

/** How long an entry is worth keeping: a refresh token's default life, which no answer of the service tells. */
const KEEP_SECONDS = 30 * 86_400

/** Rounds of compare-and-set in one write, and writes in a row that fail. */
const MOST_ROUNDS = 3
const MOST_RETRIES = 8

type StoreOperation = SessionEvents['storeFailed']['operation']

/** One session's side of the pool's token store. Failures become events: a session outlives its store. */
export class StoredSessions {
  readonly #pool: PoolInternals
  readonly #events: Emitter
  #stopped: AbortController | undefined

  constructor(pool: PoolInternals, events: Emitter) {
    this.#pool = pool
    this.#events = events
  }

  /** Pool, client and username: the store's key, and what a credential's tag is bound to. */
  key(storedAs: string): string {
    const { userPoolId, clientId } = this.#pool.client
    return `poolpass:${userPoolId}:${clientId}:${storedAs}`
  }

  /**
   * @param held What this session has.
   * @returns A stored session of the same origin that is newer; its signatures are checked.
   */
  async newer(origin: SessionOrigin, held: HeldSession | undefined): Promise<HeldSession | undefined> {
    const { storedAs, credentialTag } = origin
    if (storedAs === undefined || credentialTag === undefined) return undefined
    return this.#orEvent('read', undefined, async () => {
      const entry = await this.#inTime(this.#pool.store.read(this.key(storedAs)))
      if (!isOfCredential(entry, credentialTag) || entry.version === held?.storeVersion) return undefined
      const stored = heldFromStore(entry, storedAs, this.#pool.client.randomFraction())
      if (!isNewer(stored, held)) return undefined
      const { verifySession } = await loadVerification()
      await verifySession(this.#pool, stored, true)
      stored.trusted = true
      return stored
    })
  }

  async delete(storedAs: string): Promise<void> {
    await this.#orEvent('delete', undefined, () => this.#inTime(this.#pool.store.delete(this.key(storedAs))))
  }

  /** Waits for this session's turn where the store has a lock. Without it, or if it fails, correctness is the same. */
  async lock(storedAs: string | undefined): Promise<() => Promise<void>> {
    const { store, client } = this.#pool
    if (!store.lock || storedAs === undefined) return async () => {}
    const turn = store.lock(this.key(storedAs))
    const unlock = await this.#orEvent('lock', undefined, () => this.#inTime(turn, client.deadlineMs))
    // A turn that comes too late is given back.
    if (unlock === undefined) turn.then(release => release()).catch(() => {})
    return async () => this.#orEvent('lock', undefined, async () => unlock?.())
  }

  /** Writes the session. When that fails, writing goes on beside, for as long as `isCurrent` says so. */
  async save(held: HeldSession, isCurrent: () => boolean): Promise<void> {
    if (await this.#trySave(held)) return
    const { clock, randomFraction } = this.#pool.client
    this.#stopped ??= new AbortController()
    const { signal } = this.#stopped
    const goOn = async () => {
      for (let attempt = 0; attempt < MOST_RETRIES; attempt++) {
        await clock.sleep(backoffMs(attempt, randomFraction(), 500, 60_000), signal)
        if (!isCurrent() || (await this.#trySave(held))) return
      }
    }
    const work = goOn()
    work.catch(() => {})
    keepAlive(this.#pool, this.#events, work)
  }

  /** Gives up on writes that are waiting to be tried again. */
  stop(): void {
    this.#stopped?.abort()
    this.#stopped = undefined
  }

  /** @returns Whether there is nothing left to write. */
  async #trySave(held: HeldSession): Promise<boolean> {
    const { storedAs, credentialTag, username, tokens, device } = held
    if (storedAs === undefined || credentialTag === undefined) return true
    const { store } = this.#pool
    const key = this.key(storedAs)
    const value = { format: 1, username, tokens, credentialTag, ...(device && { device }) } as const
    return this.#orEvent('write', false, async () => {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const options = { ifVersion: held.storeVersion ?? null, expiresInSeconds: KEEP_SECONDS }
        const written = await this.#inTime(store.write(key, value, options))
        if (written === undefined) {
          const entry = await this.#inTime(store.read(key))
          if (supersedes(entry, held, storedAs)) return true
          held.storeVersion = entry?.version
          continue
        }
        held.storeVersion = written
        return true
      }
      throw new Error('the entry changed at every attempt to write it')
    })
  }

  async #orEvent<T>(operation: StoreOperation, otherwise: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      this.#events.emit('storeFailed', { operation, error: scrubError(error, {}) })
      return otherwise
    }
  }

  /** A store that gives no answer must not hold up a sign-in, a renewal or a logout. */
  #inTime<T>(work: Promise<T>, limitMs?: number): Promise<T> {
    return inTime(this.#pool.client, 'the store', work, limitMs)
  }
}

/** Whether what stands in the store is to stay: a newer session, or the trace of a logout that took ours out. */
function supersedes(entry: StoredEntry | undefined, held: HeldSession, storedAs: string): boolean {
  if (entry === undefined) return held.storeVersion !== undefined
  try {
    return isNewer(heldFromStore(entry, storedAs, 0), { ...held, storeVersion: undefined })
  } catch {
    return false
  }
}

function isOfCredential(entry: StoredEntry | undefined, tag: string): entry is StoredEntry {
  const { format, username, tokens, credentialTag } = entry?.value ?? {}
  if (format !== 1 || typeof username !== 'string' || typeof tokens?.accessToken !== 'string') return false
  return typeof credentialTag === 'string' && sameTag(credentialTag, tag)
}
