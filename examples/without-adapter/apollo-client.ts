import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client'
import type { SrpAuth } from 'poolpass'

// Many GraphQL servers tell that a token is not valid in a 200: an error with the code UNAUTHENTICATED. So
// `auth.wrapFetch()` over a fetch that makes a 401 of it, and the renewal and second try are the same as everywhere.

export function createApolloClient(auth: SrpAuth, uri: string): ApolloClient {
  const link = new HttpLink({ uri, fetch: auth.wrapFetch(fetchGraphql) })
  return new ApolloClient({ link, cache: new InMemoryCache() })
}

async function fetchGraphql(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  const { headers } = response
  // Streams (@defer, subscriptions) are not JSON as a whole: they pass.
  if (response.status !== 200 || !headers.get('content-type')?.includes('json')) return response
  const text = await response.text()
  const isRefused = text.includes('UNAUTHENTICATED') && isUnauthenticated(JSON.parse(text))
  return new Response(text, { status: isRefused ? 401 : 200, headers })
}

function isUnauthenticated(result: { errors?: { extensions?: { code?: string } }[] }): boolean {
  return result.errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false
}
