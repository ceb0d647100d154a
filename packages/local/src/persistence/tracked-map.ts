/** A map that knows which of its entries were set or deleted since it was last asked. */
export class TrackedMap<V> extends Map<string, V> {
  readonly #changed = new Set<string>()

  /** @param entries What is kept already. */
  constructor(entries: Iterable<readonly [string, V]>) {
    super()
    for (const [key, value] of entries) super.set(key, value)
  }

  get hasChanged(): boolean {
    return this.#changed.size > 0
  }

  /** @returns The keys of the entries that have changed, which count as unchanged from now on. */
  takeChanged(): string[] {
    const keys = [...this.#changed]
    this.#changed.clear()
    return keys
  }

  markChanged(key: string): void {
    this.#changed.add(key)
  }

  override set(key: string, value: V): this {
    this.#changed.add(key)
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.#changed.add(key)
    return super.delete(key)
  }

  override clear(): void {
    for (const key of this.keys()) this.#changed.add(key)
    super.clear()
  }
}
