import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Guard } from './guard.js'
import { listen, type Running, readJson } from './listen.js'

/** What openapi-typescript makes of the API's description. */
export interface paths {
  '/greetings': {
    post: {
      requestBody: { content: { 'application/json': { text: string } } }
      responses: {
        201: { content: { 'application/json': { greeting: string } } }
        401: { content: { 'application/json': { message: string } } }
      }
    }
  }
}

export function startRestApi(guard: Guard): Promise<Running> {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const user = await guard.admit(request.headers.authorization)
    const { text } = (await readJson(request)) as { text: string }
    const answer = user === undefined ? { message: 'no valid token' } : { greeting: `${text}, ${user}` }
    response.writeHead(user === undefined ? 401 : 201, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  }
  return listen(
    createServer((request, response) => {
      handle(request, response).catch(error => response.destroy(error))
    }),
  )
}
