/** The real fetch, what went through it, and how many of its answers have not been read to their end. */
export function countingFetch() {
  let inFlight = 0
  const sent: { operation: string; body: string }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    inFlight++
    const target = new Headers(init?.headers).get('x-amz-target') ?? ''
    sent.push({ operation: target.slice(target.indexOf('.') + 1), body: String(init?.body) })
    try {
      const response = await globalThis.fetch(input, init)
      const { status, headers } = response
      return new Response(await response.arrayBuffer(), { status, headers })
    } finally {
      inFlight--
    }
  }
  return { fetch, sent, inFlight: () => inFlight }
}
