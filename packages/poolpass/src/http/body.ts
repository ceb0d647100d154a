/** Up to here a `Request`'s body is kept for a replay. */
const LONGEST_KEPT_BYTES = 1_048_576

/** Up to here the body of a dropped response is read, so that its connection can be used again. */
export const LONGEST_DRAINED_BYTES = 65_536

/** For so long a dropped response may take to come in; who lets it drip would otherwise hold the connection for ever. */
const LONGEST_DRAINED_MS = 2_000

interface Tagged {
  readonly [Symbol.toStringTag]?: string
}

const REPLAYABLE = new Set(['Blob', 'File', 'FormData', 'URLSearchParams', 'ArrayBuffer', 'SharedArrayBuffer'])

/** By its tag: servers and test tools replace the global `Request`, and those made before are no instances of it then. */
export function isRequest(input: unknown): input is Request {
  return typeof input === 'object' && input !== null && (input as Request & Tagged)[Symbol.toStringTag] === 'Request'
}

/** Whether sending the body takes nothing away from it. */
export function isReplayable(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === 'string' || ArrayBuffer.isView(body)) return true
  // The package `form-data` calls its stream a FormData.
  if ('pipe' in Object(body)) return false
  return typeof body === 'object' && REPLAYABLE.has((body as Tagged)[Symbol.toStringTag] ?? '')
}

/** A Request's body for a replay. */
export interface KeptBody {
  /**
   * All of it, as soon as that is known: where it is read while it is sent, never for one that is longer than what is
   * worth keeping, or that failed.
   */
  content: Uint8Array | string | undefined
}

export function keepBody(stream: ReadableStream<Uint8Array>): KeptBody {
  const kept: KeptBody = { content: undefined }
  readAll(stream).then(
    bytes => {
      kept.content = bytes
    },
    () => {},
  )
  return kept
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > LONGEST_KEPT_BYTES) {
      // Not awaited: a branch of a stream is cancelled only together with the other one.
      reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** Gets a response that nobody will read out of the way: read to its end when that is near, else cancelled. */
export async function drop(response: Response): Promise<void> {
  if (!response.body || response.body.locked) return
  const reader = response.body.getReader()
  const cancel = () => reader.cancel().catch(() => {})
  await withinDrainTime(cancel, async () => {
    for (let length = 0; length <= LONGEST_DRAINED_BYTES; ) {
      const { done, value } = await reader.read()
      if (done) return
      length += value.length
    }
    await cancel()
  })
}

/** The same for a body that may be a stream of Node's. */
export async function dropStream(body: unknown): Promise<void> {
  if (!(Symbol.asyncIterator in Object(body))) return
  const stream = body as AsyncIterable<{ readonly length: number }> & { destroy?(): unknown }
  await withinDrainTime(
    () => stream.destroy?.(),
    async () => {
      let length = 0
      // To leave the loop is to destroy the stream.
      for await (const chunk of stream) {
        length += chunk.length
        if (length > LONGEST_DRAINED_BYTES) break
      }
    },
  )
}

async function withinDrainTime(giveUp: () => unknown, drain: () => Promise<void>): Promise<void> {
  const timer: unknown = setTimeout(giveUp, LONGEST_DRAINED_MS)
  // Of browsers it is a number, which keeps no process alive.
  if (typeof timer === 'object') (timer as { unref?(): unknown } | null)?.unref?.()
  try {
    await drain()
  } catch {
    // The connection broke: there is nothing left to release.
  } finally {
    clearTimeout(timer as number)
  }
}
