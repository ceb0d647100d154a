import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that runs. */
export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** Puts a server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Running> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export async function readJson(message: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) text += chunk
  return JSON.parse(text)
}
