// The other side of the soak, a process of its own: a user pool behind a gate that spoils calls, and a protected API.
import { startLocalCognito } from '@poolpass/local'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { startLoopbackServer } from '../../examples/shared/loopback-server.js'
import { seededRandom } from '../http/statistics.js'
import { type SoakCounts, type SoakReady, type SoakSettings, USER } from './connection.js'
import { startFaultyGate } from './faults.js'

async function start({ accessSeconds, faultShare, seed }: SoakSettings): Promise<void> {
  const tokenLifetimes = { accessTokenSeconds: accessSeconds, idTokenSeconds: accessSeconds }
  const local = await startLocalCognito({ users: [USER], tokenLifetimes })
  const gate = await startFaultyGate(local.endpoint, faultShare, seededRandom(seed))
  const issuer = `${gate.origin}/${local.userPoolId}`
  const keys = createRemoteJWKSet(new URL(`${local.issuer}/.well-known/jwks.json`))
  const seen = { requests: 0, expired: 0, refused: 0 }

  const api = await startLoopbackServer(async (message, response) => {
    const token = message.headers.authorization?.replace(/^Bearer /, '') ?? ''
    message.resume()
    seen.requests++
    const isGood = await jwtVerify(token, keys, { issuer }).then(
      () => true,
      () => false,
    )
    if (!isGood) {
      seen.refused++
      if (hasExpired(token)) seen.expired++
    }
    response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' })
    response.end('{"ok":true}')
  })

  process.on('message', () => {
    const counts: SoakCounts = {
      ...seen,
      signIns: local.counts.of('InitiateAuth'),
      renewals: local.counts.of('GetTokensFromRefreshToken'),
      faults: gate.counts,
    }
    process.send?.(counts)
  })
  process.on('disconnect', () => process.exit())
  const ready: SoakReady = {
    endpoint: gate.origin,
    userPoolId: local.userPoolId,
    clientId: local.clientId,
    api: api.origin,
  }
  process.send?.(ready)
}

function hasExpired(token: string): boolean {
  try {
    return (decodeJwt(token).exp ?? 0) * 1_000 <= Date.now()
  } catch {
    return false
  }
}

process.once('message', settings => void start(settings as SoakSettings))
