import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { ApiRequest } from '../../support/api.js'
import type { Case } from '../case.js'
import type { Capability } from '../clients/client.js'
import { tokenIn } from '../context.js'

const MEBIBYTE = 1_048_576
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 256)
const digest = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
const BINARY = bytes(100_000)

function streamOf(content: Uint8Array): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      if (offset >= content.length) return controller.close()
      controller.enqueue(content.slice(offset, offset + 65_536))
      offset += 65_536
    },
  })
}

const streamRequest = (url: string, method: string, content: Uint8Array) =>
  new Request(url, { method, body: streamOf(content), duplex: 'half' } as RequestInit)

function formData(): FormData {
  const form = new FormData()
  form.set('name', 'Ädäm')
  form.set('file', new Blob([BINARY], { type: 'image/png' }), 'picture.png')
  return form
}

/** Parts of a multipart body, independent of its boundary. */
async function partsOf({ body, headers }: ApiRequest): Promise<unknown[]> {
  const type = headers['content-type'] ?? ''
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const parts = [...form].map(async ([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.name, digest(new Uint8Array(await value.arrayBuffer()))],
  )
  return Promise.all(parts)
}

interface Body {
  readonly what: string
  readonly needs: readonly Capability[]
  readonly make: () => RequestInit['body']
  readonly sent: Uint8Array
  readonly type?: RegExp
}

const text = (value: string) => new TextEncoder().encode(value)
const FORM = new URLSearchParams({ q: 'fünf & zwanzig', page: '2' })

const bodies: readonly Body[] = [
  { what: 'a string', needs: [], make: () => '{"grüße":1}', sent: text('{"grüße":1}'), type: /^text\/plain/ },
  { what: 'an empty string', needs: [], make: () => '', sent: text('') },
  { what: 'a Buffer', needs: [], make: () => Buffer.from(BINARY), sent: BINARY },
  { what: 'a Uint8Array', needs: [], make: () => BINARY.slice(), sent: BINARY },
  { what: 'a part of a larger buffer', needs: [], make: () => BINARY.subarray(10, 20), sent: BINARY.slice(10, 20) },
  { what: 'an ArrayBuffer', needs: ['web-bodies'], make: () => BINARY.slice().buffer, sent: BINARY },
  {
    what: 'a URLSearchParams',
    needs: ['web-bodies'],
    make: () => FORM,
    sent: text(FORM.toString()),
    type: /^application\/x-www-form-urlencoded/,
  },
  {
    what: 'a Blob',
    needs: ['web-bodies'],
    make: () => new Blob([BINARY], { type: 'image/png' }),
    sent: BINARY,
    type: /^image\/png$/,
  },
]

const METHODS = ['POST', 'PUT', 'PATCH'] as const

function expectReplayed(requests: readonly ApiRequest[], sent: Uint8Array, type?: RegExp) {
  expect(requests).toHaveLength(2)
  expect(requests.map(({ body }) => digest(body))).toEqual([digest(sent), digest(sent)])
  expect(new Set(requests.map(tokenIn)).size).toBe(2)
  if (type) for (const { headers } of requests) expect(headers['content-type']).toMatch(type)
}

const replays = (
  what: string,
  needs: readonly Capability[],
  requestFor: (url: string, method: string) => { url: string | Request; method?: string; body?: RequestInit['body'] },
  sent: Uint8Array,
  type?: RegExp,
): Case => ({
  rule: 'R7',
  name: `${what} arrives intact, twice, when the first POST, PUT or PATCH is answered 401`,
  needs: [...needs, 'body-replays'],
  async run({ signedIn, send, api }) {
    const auth = await signedIn()
    for (const method of METHODS) {
      const before = api.requests.length
      api.refuseNext(1)
      expect((await send(auth, requestFor(`${api.origin}/protected`, method))).status).toBe(200)
      expectReplayed(api.requests.slice(before), sent, type)
      expect(api.requests.slice(before).map(request => request.method)).toEqual([method, method])
    }
  },
})

export const bodyCases: readonly Case[] = [
  ...bodies.map(({ what, needs, make, sent, type }) =>
    replays(what, needs, (url, method) => ({ url, method, body: make() }), sent, type),
  ),
  ...[
    { what: 'a Request with a string', make: (): RequestInit => ({ body: 'grüße' }), sent: text('grüße') },
    { what: 'a Request with bytes', make: (): RequestInit => ({ body: BINARY.slice() }), sent: BINARY },
    { what: 'a Request with a URLSearchParams', make: (): RequestInit => ({ body: FORM }), sent: text(String(FORM)) },
  ].map(({ what, make, sent }) =>
    replays(what, ['request-objects'], (url, method) => ({ url: new Request(url, { method, ...make() }) }), sent),
  ),
  ...[100_000, MEBIBYTE].map(length =>
    replays(
      `a Request with a stream of ${length} bytes`,
      ['request-objects', 'stream-bodies'],
      (url, method) => ({ url: streamRequest(url, method, bytes(length)) }),
      bytes(length),
    ),
  ),
  {
    rule: 'R7',
    name: 'a FormData arrives intact, twice, when its first POST is answered 401',
    needs: ['web-bodies', 'body-replays'],
    async run({ client, signedIn, send, api }) {
      const auth = await signedIn()
      const parts = [
        ['name', 'Ädäm'],
        ['file', 'picture.png', digest(BINARY)],
      ]
      const asOption = (url: string) => ({ url, method: 'POST', body: formData() })
      const asRequest = (url: string) => ({ url: new Request(url, { method: 'POST', body: formData() }) })
      for (const make of client.can.has('request-objects') ? [asOption, asRequest] : [asOption]) {
        const before = api.requests.length
        api.refuseNext(1)
        expect((await send(auth, make(`${api.origin}/protected`))).status).toBe(200)
        expect(await Promise.all(api.requests.slice(before).map(partsOf))).toEqual([parts, parts])
      }
    },
  },
  {
    rule: 'R7',
    name: 'a ReadableStream is sent once and its 401 returned; the next request goes with a new token',
    needs: ['stream-bodies'],
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      api.refuseToken(old)
      const answer = await send(auth, { method: 'POST', body: streamOf(BINARY) })
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('Unauthorized')
      expect(api.requests.map(({ body }) => digest(body))).toEqual([digest(BINARY)])
      expect((await send(auth)).status).toBe(200)
      expect([context.renewals, api.requests.length]).toEqual([1, 2])
    },
  },
  {
    rule: 'R7',
    name: 'a Request with more than 1 MiB of stream is sent once, whole, and its 401 returned',
    needs: ['request-objects', 'stream-bodies'],
    async run({ signedIn, send, api }) {
      const auth = await signedIn()
      const content = bytes(3 * MEBIBYTE + 1)
      for (const length of [MEBIBYTE + 1, content.length]) {
        const before = api.requests.length
        api.refuseNext(1)
        const sent = content.slice(0, length)
        const answer = await send(auth, { url: streamRequest(`${api.origin}/protected`, 'POST', sent) })
        expect(answer.status).toBe(401)
        expect(api.requests.slice(before).map(({ body }) => digest(body))).toEqual([digest(sent)])
      }
    },
  },
  ...[401, 413].map(
    (status): Case => ({
      rule: 'R7',
      name: `an answer ${status} that comes before the body was sent is given at once`,
      needs: ['request-objects', 'stream-bodies', 'response-streams'],
      async run({ client, signedIn, api }) {
        const auth = await signedIn()
        const endless = new ReadableStream<Uint8Array>({ start: controller => controller.enqueue(bytes(10)) })
        const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
        const stop = new AbortController()
        const request = new Request(`${api.origin}/early?status=${status}`, { ...init, signal: stop.signal })
        await client.stream(auth, { url: request })
        stop.abort()
      },
    }),
  ),
]
