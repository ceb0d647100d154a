import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client'
import type { SrpAuth } from 'poolpass'
import type { AppRouter } from './servers/trpc-server.js'

// tRPC answers a procedure's UNAUTHORIZED with 401, and its links take a fetch. So `auth.fetch`, as it is; only where
// `exactOptionalPropertyTypes` is on, an `undefined` signal is to be spelt out as none, for the global fetch too.

export function createTrpcClient(auth: SrpAuth, url: string): TRPCClient<AppRouter> {
  const link = httpLink({
    url,
    fetch: (input, init) => auth.fetch(input, { ...init, signal: init?.signal ?? null }),
  })
  return createTRPCClient<AppRouter>({ links: [link] })
}
