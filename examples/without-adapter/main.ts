/**
 * Clients that poolpass has no adapter for, each with one file to copy from. None of these packages is a dependency of
 * the library.
 *
 * | client            | file                  | one line                                                           |
 * |-------------------|-----------------------|--------------------------------------------------------------------|
 * | `ws`              | websocket.ts          | `headers: await auth.headers({ url: url.replace(/^ws/, 'http') })` |
 * | `eventsource`     | server-sent-events.ts | `new EventSource(url, { fetch: auth.fetch })`                      |
 * | `@grpc/grpc-js`   | grpc.ts               | `auth.headers({ url })` in call credentials on a TLS channel       |
 * | `graphql-request` | graphql-request.ts    | `new GraphQLClient(url, { fetch: auth.fetch })`                    |
 * | `@apollo/client`  | apollo-client.ts      | `new HttpLink({ uri, fetch: auth.fetch })`                         |
 * | `openapi-fetch`   | openapi-fetch.ts      | `createClient({ baseUrl, fetch: auth.fetch })`                     |
 * | `ofetch`          | ofetch.ts             | `$fetch.create({ baseURL }, { fetch: auth.fetch })`                |
 * | `@trpc/client`    | trpc.ts               | `httpLink({ url, fetch: auth.fetch })`                             |
 * | `hono/client`     | hono-client.ts        | `hc<App>(url, { fetch: auth.fetch })`                              |
 *
 * What the files add to those lines: with `ws` and gRPC the second try after a refusal, which `auth.fetch` makes by
 * itself; with Apollo Client a refusal that comes with status 200.
 *
 *     npx tsx examples/without-adapter/main.ts
 *
 * starts a user pool and a server of each kind on this machine, and greets them all over one session.
 */
import { startLocalCognito } from '@poolpass/local'
import { SrpAuth } from 'poolpass'
import { EXAMPLES } from './clients.js'
import { createGuard } from './servers/guard.js'

const USER = { username: 'alice', password: 'Correct-Horse-9' }

await using local = await startLocalCognito({ users: [USER] })
const { endpoint, issuer, userPoolId, clientId } = local
await using auth = new SrpAuth({ endpoint, userPoolId, clientId, ...USER })

for (const { client, start } of EXAMPLES) {
  const guard = createGuard({ issuer, clientId })
  const server = await start(guard)
  try {
    console.log(`${client.padEnd(16)} ${await server.greet(auth, 'Hello')}`)
  } catch (error) {
    console.log(`${client.padEnd(16)} FAILED: ${error}`)
    process.exitCode = 1
  } finally {
    await server.close()
  }
}
console.log(`${local.counts.of('InitiateAuth')} sign-in for all of them`)
