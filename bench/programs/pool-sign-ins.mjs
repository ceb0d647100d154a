// Signs users in to a local pool, and does the pool's bare arithmetic beside it, in turns: prints CPU µs of both, first of a
// pool that has just started and has one client, then of one that has been busy for a while and has several.

import { fork } from 'node:child_process'
import { constants, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { N } from 'poolpass/srp'
import { srpClient } from '../peers/poolpass.mjs'

const { users, quiet, busy } = JSON.parse(process.argv[2])
const path = fileURLToPath(new URL('pool-server.mjs', import.meta.url))
const server = fork(path, [`${users}`])
const [ready] = await once(server, 'message')
const { endpoint, userPoolId, clientId: ClientId } = ready.pool
const begin = await srpClient()

async function call(operation, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

async function signIn(i) {
  const [username, password] = [`user-${i % users}`, `Correct-Horse-${i % users}`]
  const client = await begin({ userPoolId, username, password })
  const AuthParameters = { USERNAME: username, SRP_A: client.publicKey }
  const { ChallengeParameters } = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
  const id = ChallengeParameters.USER_ID_FOR_SRP
  if (id !== username) throw new Error(`the pool knows ${username} by ${id}`)
  const { timestamp, signature } = await client.prove(ChallengeParameters)
  const ChallengeResponses = {
    USERNAME: username,
    PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  }
  await call('RespondToAuthChallenge', { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses })
}

async function serverState() {
  const answer = once(server, 'message')
  server.send('state')
  return (await answer)[0]
}

let signedIn = 0
async function signInOneByOne(count) {
  for (let i = 0; i < count; i++) await signIn(signedIn++ * 7)
}

async function batchOfSignIns({ batch, atOnce }) {
  const before = await serverState()
  await Promise.all(Array.from({ length: atOnce }, () => signInOneByOne(batch / atOnce)))
  const after = await serverState()
  return (after.cpuMicroseconds - before.cpuMicroseconds) / batch
}

const n = Buffer.from(N.toString(16), 'hex').toString('base64url')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const token = randomBytes(900)

/** What no such server can do without: three powers, two signatures. */
function bareArithmetic() {
  for (let i = 0; i < 3; i++) {
    const base = randomBytes(384)
    base[0] = 0x7f
    const jwk = { kty: 'RSA', n, e: randomBytes(32).toString('base64url') }
    publicEncrypt({ key: createPublicKey({ key: jwk, format: 'jwk' }), padding: constants.RSA_NO_PADDING }, base)
  }
  for (let i = 0; i < 2; i++) sign('sha256', token, privateKey)
}

function batchOfArithmetic({ batch }) {
  const before = process.cpuUsage()
  for (let i = 0; i < batch; i++) bareArithmetic()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / batch
}

async function pairsOf({ warmUps, rounds, ...load }) {
  const pairs = []
  for (let i = 0; i < warmUps; i++) await batchOfSignIns(load)
  for (let i = 0; i < rounds; i++) pairs.push([batchOfArithmetic(load), await batchOfSignIns(load)])
  return pairs
}

const quietPairs = await pairsOf(quiet)
const { rssMiB } = await serverState()
const pairs = { quiet: quietPairs, busy: await pairsOf(busy) }
server.disconnect()
process.stdout.write(JSON.stringify({ ...ready, pairs, rssMiB }), () => process.exit())
