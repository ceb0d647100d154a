import { once } from 'node:events'
import { gql } from '@apollo/client'
import { Client } from '@grpc/grpc-js'
import type { EventSource } from 'eventsource'
import type { SrpAuth } from 'poolpass'
import type { WebSocket } from 'ws'
import { createApolloClient } from './apollo-client.js'
import { createGraphqlClient } from './graphql-request.js'
import { callTwice, tokenCredentials } from './grpc.js'
import { createHonoClient } from './hono-client.js'
import { createFetch } from './ofetch.js'
import { createApiClient } from './openapi-fetch.js'
import { openEvents } from './server-sent-events.js'
import { startEventStream } from './servers/event-stream.js'
import { startGraphqlServer } from './servers/graphql-server.js'
import { GREET, type GrpcServer, startGrpcServer } from './servers/grpc-server.js'
import type { Guard } from './servers/guard.js'
import { startHonoServer } from './servers/hono-server.js'
import type { Running } from './servers/listen.js'
import { startRestApi } from './servers/rest-api.js'
import { startTrpcServer } from './servers/trpc-server.js'
import { startWebsocketServer } from './servers/websocket-server.js'
import { createTrpcClient } from './trpc.js'
import { connect } from './websocket.js'

/** A client of the nine, and a server of its own kind. */
export interface Example {
  /** The package's name. */
  readonly client: string
  /** Starts the server. */
  start(guard: Guard): Promise<Started>
}

export interface Started {
  /** Sends a text, in one call or over one new connection. @returns The greeting that the server makes of it. */
  greet(auth: SrpAuth, text: string): Promise<string>
  close(): Promise<void>
}

function example<Server extends Running>(
  client: string,
  startServer: (guard: Guard) => Promise<Server>,
  greet: (auth: SrpAuth, server: Server, text: string) => Promise<string>,
): Example {
  return {
    client,
    async start(guard) {
      const server = await startServer(guard)
      return { greet: (auth, text) => greet(auth, server, text), close: () => server.close() }
    },
  }
}

const GRAPHQL = 'query Greet($text: String!) { greeting(text: $text) }'

export const EXAMPLES: readonly Example[] = [
  example('ws', startWebsocketServer, async (auth, { url }, text) => {
    const socket = await connect(auth, url)
    await nextMessage(socket)
    socket.send(text)
    const greeting = await nextMessage(socket)
    socket.close()
    return greeting
  }),
  example('eventsource', startEventStream, (auth, { url }, text) => {
    const events = openEvents(auth, `${url}/?text=${text}`)
    return nextEvent(events).finally(() => events.close())
  }),
  example('@grpc/grpc-js', startGrpcServer, greetByGrpc),
  example(
    'graphql-request',
    guard => startGraphqlServer(guard, 'status'),
    async (auth, { url }, text) => {
      const { greeting } = await createGraphqlClient(auth, url).request<{ greeting: string }>(GRAPHQL, { text })
      return greeting
    },
  ),
  example('@apollo/client', guard => startGraphqlServer(guard, 'error'), greetByApollo),
  example('openapi-fetch', startRestApi, async (auth, { url }, text) => {
    const { data, error } = await createApiClient(auth, url).POST('/greetings', { body: { text } })
    if (error) throw new Error(error.message)
    return data.greeting
  }),
  example('ofetch', startRestApi, async (auth, { url }, text) => {
    const send = createFetch(auth, url)
    const { greeting } = await send<{ greeting: string }>('/greetings', { method: 'POST', body: { text } })
    return greeting
  }),
  example('@trpc/client', startTrpcServer, (auth, { url }, text) => createTrpcClient(auth, url).greet.mutate(text)),
  example('hono/client', startHonoServer, async (auth, { url }, text) => {
    const response = await createHonoClient(auth, url).greetings.$post({ json: { text } })
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    return (await response.json()).greeting
  }),
]

export async function greetByGrpc(auth: SrpAuth, { address, certificate }: GrpcServer, text: string): Promise<string> {
  const client = new Client(address, tokenCredentials(auth, address, certificate), {
    // It would take the environment's proxy for loopback, too.
    'grpc.enable_http_proxy': 0,
  })
  const { path, requestSerialize, responseDeserialize } = GREET
  const call = () =>
    new Promise<string>((resolve, reject) => {
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { text }, (error, reply) => {
        if (error) reject(error)
        else resolve(reply?.greeting ?? '')
      })
    })
  return callTwice(auth, call).finally(() => client.close())
}

export async function greetByApollo(auth: SrpAuth, { url }: Running, text: string): Promise<string> {
  const client = createApolloClient(auth, url)
  const { data } = await client.query<{ greeting: string }>({ query: gql(GRAPHQL), variables: { text } })
  return data?.greeting ?? ''
}

export async function nextMessage(socket: WebSocket): Promise<string> {
  const [data] = await once(socket, 'message')
  return String(data)
}

export function nextEvent(events: EventSource): Promise<string> {
  return new Promise((resolve, reject) => {
    events.addEventListener('message', ({ data }) => resolve(data), { once: true })
    events.addEventListener('error', ({ code }) => {
      // Else it is about to connect again.
      if (events.readyState === events.CLOSED) reject(new Error(`The server answered ${code}`))
    })
  })
}
