// cognito-local: its start, and sign-ins by the plain password, which are all that it has. It verifies no SRP.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2])
const freePort = () =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const cwd = await mkdtemp(join(tmpdir(), 'cognito-local-'))
const port = await freePort()
const start = fileURLToPath(new URL('../node_modules/cognito-local/lib/bin/start.js', import.meta.url))
const startedAt = performance.now()
const child = spawn(process.execPath, [start], {
  cwd,
  env: { ...process.env, PORT: `${port}`, HOST: '127.0.0.1' },
  stdio: 'ignore',
})

async function call(operation, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    authorization: 'AWS4-HMAC-SHA256 Credential=local',
  }
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: JSON.stringify(input) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text === '' ? {} : JSON.parse(text)
}

async function untilReady() {
  for (const until = performance.now() + 30_000; ; ) {
    try {
      await fetch(`http://127.0.0.1:${port}/health`)
      return performance.now() - startedAt
    } catch (error) {
      if (performance.now() > until) throw error
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
}

/** Of the child: only Linux tells. */
async function rssMiB() {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024
}

try {
  const readyMs = await untilReady()
  const rss = await rssMiB()
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench' })
  const UserPoolId = UserPool.Id
  const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'bench' })
  const [Username, Password] = ['alice@example.com', 'Correct-Horse-9']
  await call('AdminCreateUser', { UserPoolId, Username, TemporaryPassword: Password, MessageAction: 'SUPPRESS' })
  await call('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true })
  const signIn = () =>
    call('InitiateAuth', {
      ClientId: UserPoolClient.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    })
  const times = []
  for (let i = 0; i < rounds; i++) {
    const before = performance.now()
    const { AuthenticationResult } = await signIn()
    if (!AuthenticationResult?.AccessToken) throw new Error('cognito-local gave no token')
    times.push(performance.now() - before)
  }
  process.stdout.write(JSON.stringify({ readyMs, rssMiB: rss, times }))
} finally {
  child.kill()
  await rm(cwd, { recursive: true, force: true })
}
