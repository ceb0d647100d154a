import { readFile } from 'node:fs/promises'
import { type handleUnaryCall, type MethodDefinition, Server, ServerCredentials, status } from '@grpc/grpc-js'
import type { Guard } from './guard.js'
import type { Running } from './listen.js'

const toBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const fromBytes = (bytes: Buffer) => JSON.parse(bytes.toString())

/** The one method, as generated code would have it, but in JSON: no compiler is needed for an example. */
export const GREET: MethodDefinition<{ text: string }, { greeting: string }> = {
  path: '/example.Greeter/Greet',
  requestStream: false,
  responseStream: false,
  requestSerialize: toBytes,
  requestDeserialize: fromBytes,
  responseSerialize: toBytes,
  responseDeserialize: fromBytes,
}

export interface GrpcServer extends Running {
  /** `host:port`. */
  readonly address: string
  readonly certificate: Buffer
}

/** Speaks TLS, by the certificate of the tests: gRPC binds no call credentials to a channel without. */
export async function startGrpcServer(guard: Guard): Promise<GrpcServer> {
  const read = (name: string) =>
    readFile(new URL(`../../../packages/poolpass/test/support/tls/${name}.pem`, import.meta.url))
  const [certificate, key] = await Promise.all([read('certificate'), read('key')])
  const server = new Server()
  const greet: handleUnaryCall<{ text: string }, { greeting: string }> = ({ metadata, request }, done) => {
    guard.admit(metadata.get('authorization')[0]?.toString()).then(user => {
      if (user === undefined) done({ code: status.UNAUTHENTICATED, details: 'no valid token' })
      else if (request.text === '') done({ code: status.INVALID_ARGUMENT, details: 'no text' })
      else done(null, { greeting: `${request.text}, ${user}` })
    }, done)
  }
  server.addService({ greet: GREET }, { greet })
  const credentials = ServerCredentials.createSsl(null, [{ private_key: key, cert_chain: certificate }])
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)))
  })
  // By name: TLS has no way to ask for an address.
  const address = `localhost:${port}`
  return { address, url: `https://${address}`, certificate, close: async () => server.forceShutdown() }
}
