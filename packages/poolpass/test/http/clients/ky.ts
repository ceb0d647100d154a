import ky from 'ky'
import type { SrpAuth } from 'poolpass'
import { authOptions } from 'poolpass/ky'
import { type Capability, type Client, EVERYTHING, fetchClient } from './client.js'

/** Ky's own retries and errors are its own affair: cases ask what a plain request does. */
const kyOf = (auth: SrpAuth): typeof globalThis.fetch => {
  const client = ky.extend({ ...authOptions(auth), retry: 0, throwHttpErrors: false, timeout: false })
  return (input, init) => client(input, init as Parameters<typeof client>[1])
}

/** It hands over a Request, whatever body it was given, and leaves redirects to the fetch that it was given. */
const CANNOT: readonly Capability[] = ['stream-bodies', 'credentials-in-urls', 'fetch-redirects', 'hidden-signals']

export const kyClients: readonly Client[] = [
  fetchClient(
    'ky',
    kyOf,
    EVERYTHING.filter(capability => !CANNOT.includes(capability)),
  ),
]
