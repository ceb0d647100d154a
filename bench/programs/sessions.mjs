// node --expose-gc: so many sessions in one process, all signed in and at rest: prints what one holds beyond its tokens.
import { createLocalCognito } from '@poolpass/local'
import { Cognito, UserPool } from 'poolpass'

const count = Number(process.argv[2])
const user = { username: 'alice', password: 'Correct-Horse-9' }
const local = await createLocalCognito({ users: [user] })
const { userPoolId, clientId } = local
const pool = new UserPool({ userPoolId, clientId, endpoint: 'http://127.0.0.1', fetch: local.fetch })

async function signedIn() {
  const cognito = new Cognito({ pool, username: user.username })
  await cognito.authenticate({ password: user.password })
  return cognito
}

async function heapBytes() {
  for (let i = 0; i < 4; i++) {
    await new Promise(resolve => setTimeout(resolve, 20))
    globalThis.gc()
  }
  return process.memoryUsage().heapUsed
}

/** The server's own memory of its sessions and requests must not be counted: the same again, with nothing kept. */
async function growth(keep) {
  const kept = []
  const before = await heapBytes()
  const usedBefore = process.cpuUsage()
  for (let i = 0; i < count; i++) {
    const cognito = await signedIn()
    if (keep) kept.push(cognito)
    else await cognito.close()
  }
  const { user, system } = process.cpuUsage(usedBefore)
  const cpuMs = (user + system) / 1_000
  return { bytes: (await heapBytes()) - before, cpuMs, kept }
}

// The server keeps its last thousand requests: they are there before anything is measured.
for (let i = 0; i < 520; i++) await signedIn()
const without = await growth(false)
const withAll = await growth(true)
const [first] = withAll.kept
const tokens = [first.accessToken, first.idToken, first.refreshToken]
const result = {
  bytesPerSession: (withAll.bytes - without.bytes) / count,
  tokenBytes: tokens.reduce((sum, token) => sum + token.length, 0),
  signInCpuMs: withAll.cpuMs / count,
}
process.stdout.write(JSON.stringify(result), () => process.exit())
