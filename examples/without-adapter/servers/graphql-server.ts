import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buildSchema, GraphQLError, graphql } from 'graphql'
import type { Guard } from './guard.js'
import { listen, type Running, readJson } from './listen.js'

const schema = buildSchema('type Query { greeting(text: String!): String! }')

const unauthenticated = () => new GraphQLError('no valid token', { extensions: { code: 'UNAUTHENTICATED' } })

const rootValue = {
  greeting({ text }: { text: string }, { user }: { user: string | undefined }) {
    if (user === undefined) throw unauthenticated()
    return `${text}, ${user}`
  },
}

/**
 * @param refusesBy How it tells that nobody is signed in. `status`: the request gets 401, as from a gateway or a
 *   middleware. `error`: the resolver throws, and the answer is 200 with `UNAUTHENTICATED` among its errors.
 */
export function startGraphqlServer(guard: Guard, refusesBy: 'status' | 'error'): Promise<Running> {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const user = await guard.admit(request.headers.authorization)
    const { query, variables } = (await readJson(request)) as {
      query: string
      variables: { readonly [name: string]: unknown }
    }
    const isRefused = user === undefined && refusesBy === 'status'
    const result = isRefused
      ? { errors: [unauthenticated()] }
      : await graphql({ schema, rootValue, source: query, variableValues: variables, contextValue: { user } })
    // Without data the request was wrong before any resolver saw it.
    const status = isRefused ? 401 : 'data' in result ? 200 : 400
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(result))
  }
  return listen(
    createServer((request, response) => {
      handle(request, response).catch(error => response.destroy(error))
    }),
  )
}
