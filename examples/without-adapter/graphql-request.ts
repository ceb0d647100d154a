import { GraphQLClient } from 'graphql-request'
import type { SrpAuth } from 'poolpass'

// `graphql-request` takes a fetch, and repeats nothing by itself. So `auth.fetch`; for a server that tells of a refusal
// by UNAUTHENTICATED in a 200, take the fetch of apollo-client.ts.

export function createGraphqlClient(auth: SrpAuth, url: string): GraphQLClient {
  return new GraphQLClient(url, { fetch: auth.fetch })
}
