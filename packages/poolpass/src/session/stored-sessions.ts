import { backoffMs } from '../cognito-idp/index.js'
import { sameTag } from './credential-tag.js'
import type { Emitter } from './events.js'
import { type HeldSession, heldFromStore, isNewer } from './held-session.js'
import type { StoredEntry, StoredSession } from './token-store.js'
import type { PoolInternals } from './user-pool.js'
import { verifySession } from './verify-session.js'

/** How long an entry is worth keeping: a refresh token's default life, which no answer of the service tells. */
const KEEP_SECONDS = 30 * 86_400

const SAVE_ATTEMPTS = 8

/** One session's side of the pool's token store. Failures become events: a session outlives its store. */
export class StoredSessions {
  readonly #pool: PoolInternals
  readonly #events: Emitter

  constructor(pool: PoolInternals, events: Emitter) {
    this.#pool = pool
    this.#events = events
  }

  /** Pool, client and username: the store's key, and what a credential's tag is bound to. */
  key(username: string): string {
    const { userPoolId, clientId } = this.#pool.client
    return `poolpass:${userPoolId}:${clientId}:${username}`
  }

  /**
   * @param held What this session has.
   * @returns A stored session that the same credential made and that is newer; its signatures are checked.
   */
  async newer(
    username: string,
    tag: string | undefined,
    held: HeldSession | undefined,
  ): Promise<HeldSession | undefined> {
    if (tag === undefined) return undefined
    try {
      const entry = await this.#pool.store.read(this.key(username))
      if (!isOfCredential(entry, tag) || entry.version === held?.storeVersion) return undefined
      const stored = heldFromStore(entry, this.#pool.client.randomFraction())
      if (!isNewer(stored, held)) return undefined
      await verifySession(this.#pool, stored, true)
      stored.trusted = true
      return stored
    } catch (error) {
      this.#events.emit('storeFailed', { operation: 'read', error })
      return undefined
    }
  }

  async delete(username: string): Promise<void> {
    try {
      await this.#pool.store.delete(this.key(username))
    } catch (error) {
      this.#events.emit('storeFailed', { operation: 'delete', error })
    }
  }

  /** Waits for this session's turn where the store has a lock. Without it, or if it fails, correctness is the same. */
  async lock(username: string): Promise<() => void | Promise<void>> {
    const { store } = this.#pool
    if (!store.lock) return () => {}
    try {
      return await store.lock(this.key(username))
    } catch (error) {
      this.#events.emit('storeFailed', { operation: 'read', error })
      return () => {}
    }
  }

  /**
   * Writes the session. When that fails, writing goes on beside, for as long as `isCurrent` says so.
   *
   * @param username As the caller gave it: entries are found by it before the real one is known.
   */
  async save(username: string, held: HeldSession, isCurrent: () => boolean): Promise<void> {
    if (await this.#trySave(username, held)) return
    const { clock, randomFraction } = this.#pool.client
    const goOn = async () => {
      for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
        await clock.sleep(backoffMs(attempt, randomFraction(), 500, 60_000))
        if (!isCurrent() || (await this.#trySave(username, held))) return
      }
    }
    const work = goOn().catch(() => {})
    if (this.#pool.background) this.#pool.background(work)
  }

  async #trySave(username: string, held: HeldSession): Promise<boolean> {
    if (held.credentialTag === undefined) return true
    const { store } = this.#pool
    const value: StoredSession = {
      format: 1,
      username: held.username,
      tokens: held.tokens,
      credentialTag: held.credentialTag,
    }
    const key = this.key(username)
    try {
      for (let version = held.storeVersion; ; version = (await store.read(key))?.version) {
        const written = await store.write(key, value, { ifVersion: version ?? null, expiresInSeconds: KEEP_SECONDS })
        if (written === undefined) continue
        held.storeVersion = written
        return true
      }
    } catch (error) {
      this.#events.emit('storeFailed', { operation: 'write', error })
      return false
    }
  }
}

function isOfCredential(entry: StoredEntry | undefined, tag: string): entry is StoredEntry {
  const { format, username, tokens, credentialTag } = entry?.value ?? {}
  if (format !== 1 || typeof username !== 'string' || typeof tokens?.accessToken !== 'string') return false
  return typeof credentialTag === 'string' && sameTag(credentialTag, tag)
}
