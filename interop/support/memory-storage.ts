import type { ICognitoStorage } from 'amazon-cognito-identity-js'

/** What `localStorage` is to amazon-cognito-identity-js, one per signed-in user. */
export class MemoryStorage implements ICognitoStorage {
  readonly #items = new Map<string, string>()

  setItem(key: string, value: string): void {
    this.#items.set(key, value)
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }

  removeItem(key: string): void {
    this.#items.delete(key)
  }

  clear(): void {
    this.#items.clear()
  }
}
