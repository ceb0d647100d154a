import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drop, dropStream } from '../../src/http/body.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const endless = () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new Uint8Array(1)),
    cancel: () => {
      isCancelled = true
    },
  })
  return { response: new Response(body), isCancelled: () => isCancelled }
}

test('R7 a dropped answer that drips is given up after two seconds', async () => {
  const { response, isCancelled } = endless()
  const dropped = drop(response)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(isCancelled()).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(isCancelled()).toBe(true)
  await dropped
})

test('R7 a dropped stream of Node’s that drips is given up after two seconds', async () => {
  const stream = new Readable({ read() {} })
  stream.push('x')
  const dropped = dropStream(stream)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(stream.destroyed).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(stream.destroyed).toBe(true)
  await dropped
})

test('R7 a dropped answer that ends leaves no timer', async () => {
  await drop(new Response('short'))
  expect(vi.getTimerCount()).toBe(0)
})
