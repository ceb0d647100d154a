import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts and authenticates state that the client carries for us (AES-256-GCM, a key per pool and process). */
export class SealedBox {
  readonly #key = randomBytes(32)

  /**
   * @param context What the content belongs to; opening needs the very same.
   * @param header Clear bytes in front, so that the value looks like the service's own.
   */
  seal(context: string, content: Uint8Array, header: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    cipher.setAAD(Buffer.from(context))
    const parts = [header, nonce, cipher.update(content), cipher.final()]
    return Buffer.concat([...parts, cipher.getAuthTag()])
  }

  /** @returns The content, or `undefined` for anything that was not sealed here in this context. */
  open(context: string, sealed: Uint8Array, headerBytes: number): Buffer | undefined {
    const body = sealed.subarray(headerBytes)
    if (body.length < NONCE_BYTES + TAG_BYTES) return undefined
    try {
      const nonce = body.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(body.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    } catch {
      return undefined
    }
  }
}
