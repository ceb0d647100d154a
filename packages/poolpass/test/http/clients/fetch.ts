import type { SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import { type Client, fetchClient } from './client.js'

/** Every response must have come through the function that was wrapped. */
function overRecordingBase(auth: SrpAuth): typeof globalThis.fetch {
  const given = new WeakSet<Response>()
  const wrapped = auth.wrapFetch(async (input, init) => {
    const response = await fetch(input, init)
    given.add(response)
    return response
  })
  return async (input, init) => {
    const response = await wrapped(input, init)
    expect(given.has(response)).toBe(true)
    return response
  }
}

export const fetchClients: readonly Client[] = [
  fetchClient('auth.fetch', auth => auth.fetch),
  fetchClient('auth.wrapFetch', overRecordingBase),
]
