import { describe, expect, test } from 'vitest'
import { Origins } from '../../src/http/origins.js'
import { type Hop, isRedirect, nextHop } from '../../src/http/redirect.js'

const hopTo = (url: string, more: Partial<Hop> = {}): Hop => ({
  url: new URL(url),
  method: 'GET',
  headers: new Headers({ Authorization: 'Bearer secret', 'X-Other': 'kept' }),
  body: undefined,
  replayable: true,
  count: 0,
  ...more,
})

const redirectTo = (location: string, status = 302) => new Response(null, { status, headers: { location } })

describe('R9 a step down from https to http', () => {
  const hop = hopTo('https://api.example.com/x')
  const down = nextHop(hop, redirectTo('http://api.example.com/x'))

  test('R9 loses Authorization, and nothing else', () => {
    expect(down.url.href).toBe('http://api.example.com/x')
    expect([...down.headers]).toEqual([['x-other', 'kept']])
    expect(new Headers(hop.headers).get('authorization')).toBe('Bearer secret')
  })

  test('R9 may not take the token along, unlisted or with only the https origin listed', () => {
    expect(new Origins(undefined).allowsHop(down.url, hop.url)).toBe(false)
    expect(new Origins(['https://api.example.com']).allowsHop(down.url, hop.url)).toBe(false)
  })

  test('R9 the way up, and another port, are other origins too', () => {
    const up = nextHop(hopTo('http://127.0.0.1/x'), redirectTo('https://127.0.0.1/x'))
    expect(up.headers.has('authorization')).toBe(false)
    expect(new Origins(undefined).allowsHop(up.url, new URL('http://127.0.0.1/x'))).toBe(false)
    const port = nextHop(hop, redirectTo('https://api.example.com:8443/x'))
    expect(new Origins(undefined).allowsHop(port.url, hop.url)).toBe(false)
  })
})

describe('R9 the next hop', () => {
  test('R9 inherits the fragment, unless the target has one', () => {
    const hop = hopTo('https://a.example/x#here')
    expect(nextHop(hop, redirectTo('/y')).url.href).toBe('https://a.example/y#here')
    expect(nextHop(hop, redirectTo('/y#there')).url.href).toBe('https://a.example/y#there')
  })

  test.each([200, 201, 300, 304, 305, 306, 309, 400])('R9 %i is no redirect', status => {
    expect(isRedirect(new Response(null, { status, headers: { location: '/y' } }))).toBe(false)
  })

  test('R9 a redirect without a target is an answer', () => {
    expect(isRedirect(new Response(null, { status: 302 }))).toBe(false)
    expect(isRedirect(redirectTo('/y'))).toBe(true)
  })

  test('R9 the 21st is an error', () => {
    const at = (count: number) => () => nextHop(hopTo('https://a.example/x', { count }), redirectTo('/y'))
    expect(at(19)().count).toBe(20)
    expect(at(20)).toThrow(TypeError)
  })

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('R9 %i turns %s into %s', (status, method, becomes) => {
    const body = method === 'HEAD' ? undefined : 'x'
    const headers = new Headers({ 'Content-Type': 'text/plain', 'X-Other': 'kept' })
    const next = nextHop(hopTo('https://a.example/x', { method, body, headers }), redirectTo('/y', status))
    expect(next).toMatchObject({ method: becomes, body: becomes === 'GET' ? undefined : body })
    expect(next.headers.has('content-type')).toBe(becomes !== 'GET')
    expect(next.headers.get('x-other')).toBe('kept')
  })
})
