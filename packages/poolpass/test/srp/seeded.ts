import { createHash } from 'node:crypto'

/** Reproducible randomness: the same seed gives the same values, in the order they are drawn. */
export class Seeded {
  readonly seed: string
  #drawn = 0

  constructor(seed: string) {
    this.seed = seed
  }

  bytes(length: number): Buffer {
    const blocks: Buffer[] = []
    for (let have = 0; have < length; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(`${this.seed}/${this.#drawn++}`)
          .digest(),
      )
    }
    return Buffer.concat(blocks).subarray(0, length)
  }

  /** In [0, limit). */
  integer(limit: number): number {
    return Number(this.bytes(6).readUIntBE(0, 6) % limit)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(items.length)] as Item
  }

  /** Characters of every UTF-8 length. */
  text(length: number): string {
    return Array.from({ length }, () => this.pick(ALPHABET)).join('')
  }
}

const ALPHABET = [...'abcXYZ019-_.@+:!$ "\\', 'é', 'ß', 'Ж', 'ع', '密', '𐍈', '🔑', 'e\u0301', '\u0000']
