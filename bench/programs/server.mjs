// The other end, in a process of its own: a local pool, an API that takes its tokens, and a replay of prepared answers.
import { createServer } from 'node:http'
import { createSigningKeys, startLocalCognito } from '@poolpass/local'
import { startDelayProxy } from './delay-proxy.mjs'

const USER = { username: 'alice', password: 'Correct-Horse-9' }
const { accessTokenSeconds, renewalDelayMs } = JSON.parse(process.argv[2])
const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']

const local = await startLocalCognito({
  users: [USER],
  client: { ExplicitAuthFlows },
  signingKeys: await createSigningKeys(),
  tokenLifetimes: { accessTokenSeconds },
})
const { userPoolId, clientId } = local

const listen = async handler => {
  const server = createServer(handler)
  server.keepAliveTimeout = 600_000
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return server.address().port
}

/** Tokens that the API takes no more, though they have not expired. */
const refused = new Set()
const counts = { requests: 0, unauthorized: 0 }

function isTaken(authorization = '') {
  const [, token, payload] = /^Bearer ([\w-]+\.([\w-]+)\.[\w-]+)$/.exec(authorization) ?? []
  if (token === undefined || refused.has(token)) return false
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).exp * 1_000 > Date.now()
}

const BODY = '{"ok":true}'
const apiPort = await listen(({ headers }, response) => {
  const isAuthorized = isTaken(headers.authorization)
  counts.requests++
  if (!isAuthorized) counts.unauthorized++
  response.writeHead(isAuthorized ? 200 : 401, { 'content-type': 'application/json' }).end(BODY)
})

async function call(operation, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
  const answer = await fetch(local.endpoint, { method: 'POST', headers, body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.text()
}

const flow = (AuthFlow, AuthParameters) => ({ ClientId: clientId, AuthFlow, AuthParameters })
const { username: USERNAME, password: PASSWORD } = USER
const SRP_A = 'f'.repeat(767)
const PREPARED = {
  InitiateAuth: await call('InitiateAuth', flow('USER_SRP_AUTH', { USERNAME, SRP_A })),
  RespondToAuthChallenge: await call('InitiateAuth', flow('USER_PASSWORD_AUTH', { USERNAME, PASSWORD })),
}
// The older way to renew is an InitiateAuth, as is a sign-in.
if (renewalDelayMs > 0) {
  for (const operation of ['GetTokensFromRefreshToken', 'InitiateAuth']) {
    local.failNext({ operation, delayMs: renewalDelayMs, times: Number.POSITIVE_INFINITY })
  }
}

const replayPort = await listen((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1]
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(PREPARED[operation])
  })
})

/** All three behind a network of their own, so that a client's connections are new. */
async function openTrial() {
  const ports = [new URL(local.endpoint).port, apiPort, replayPort]
  const [pool, api, replay] = await Promise.all(ports.map(startDelayProxy))
  return {
    trial: { userPoolId, clientId, ...USER, endpoint: pool.origin, api: `${api.origin}/`, replay: replay.origin },
    close() {
      const counted = [pool, api, replay].map(({ counts }) => counts)
      for (const proxy of [pool, api, replay]) proxy.close()
      return {
        connections: counted.reduce((sum, { connections }) => sum + connections, 0),
        turns: counted.reduce((sum, { turns }) => sum + turns, 0),
      }
    },
  }
}

let open
const isRenewal = ({ operation, input }) =>
  operation === 'GetTokensFromRefreshToken' || /^REFRESH_TOKEN/.test(input?.AuthFlow)
const renewals = () => local.requests.filter(isRenewal).length

const CONTROLS = {
  async '/trial'() {
    const counted = open?.close()
    open = await openTrial()
    return { counted, trial: open.trial }
  },
  /** What was counted so far, and from now on this token is refused. */
  '/refuse'({ token }) {
    refused.add(token)
    return { ...counts, renewals: renewals() }
  },
}
const controlPort = await listen(async ({ url }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const answer = await CONTROLS[pathname](Object.fromEntries(searchParams))
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})

process.on('disconnect', () => process.exit())
const near = {
  userPoolId,
  clientId,
  ...USER,
  endpoint: local.endpoint,
  api: `http://127.0.0.1:${apiPort}/`,
  replay: `http://127.0.0.1:${replayPort}`,
}
process.send({ near, control: `http://127.0.0.1:${controlPort}` })
