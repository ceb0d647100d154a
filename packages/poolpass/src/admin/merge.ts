import { CognitoServiceError } from '../errors/index.js'

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/**
 * What is named replaces what was there, in maps inside as well; `null` takes it away, `undefined` counts as not named.
 * Lists are replaced as a whole.
 */
export function merge<T extends object>(current: T, changes: object): T {
  const merged = new Map<string, unknown>(Object.entries(current))
  for (const [name, value] of Object.entries(changes)) {
    const before = merged.get(name)
    if (value !== undefined) merged.set(name, isMap(value) ? merge(isMap(before) ? before : {}, value) : value)
  }
  return Object.fromEntries([...merged].filter(([, value]) => value !== undefined && value !== null)) as T
}

const MOST_TRIES = 3

/** Reads, merges and writes: again from the reading on when somebody else has written in between, and says so. */
export async function readMergeWrite<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const isOvertaken = error instanceof CognitoServiceError && error.name === 'ConcurrentModificationException'
      if (!isOvertaken || tries >= MOST_TRIES) throw error
    }
  }
}

/** One after the other, so that two updates of one thing in this process do not undo each other. */
export class Lanes {
  readonly #ends = new Map<string, Promise<unknown>>()

  async run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.#ends.get(lane)
    const mine = (before ?? Promise.resolve()).then(work)
    const end = mine.catch(() => {})
    this.#ends.set(lane, end)
    try {
      return await mine
    } finally {
      if (this.#ends.get(lane) === end) this.#ends.delete(lane)
    }
  }
}
