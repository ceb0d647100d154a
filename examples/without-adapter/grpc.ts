import { type ChannelCredentials, credentials, Metadata, status } from '@grpc/grpc-js'
import type { Auth } from 'poolpass'

// gRPC asks its call credentials for metadata at every call, and refuses to bind them to a channel without TLS; nothing
// in it renews or repeats. So `headers({ url })` in the credentials, and `invalidate()` around a call that may repeat.

/**
 * Give them to the client's constructor, not to single calls: grpc-js sends a call's own credentials without TLS, too.
 *
 * @param address `host:port`, as the client gets it. The URL that gRPC tells credentials has no port, and says https
 *   whatever the channel is.
 * @param certificates In PEM, of the authorities to trust. Default: the usual ones.
 */
export function tokenCredentials(auth: Auth, address: string, certificates?: Buffer): ChannelCredentials {
  const callCredentials = credentials.createFromMetadataGenerator((_, done) => {
    auth.headers({ url: `https://${address}` }).then(headers => {
      const metadata = new Metadata()
      for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
      done(null, metadata)
    }, done)
  })
  return credentials.combineChannelCredentials(credentials.createSsl(certificates), callCredentials)
}

/** Makes a call, and once more with another token when it ends with UNAUTHENTICATED. */
export async function callTwice<Reply>(auth: Auth, call: () => Promise<Reply>): Promise<Reply> {
  const token = await auth.token()
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === status.UNAUTHENTICATED)) throw error
    auth.invalidate(token)
    return call()
  }
}
