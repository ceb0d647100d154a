// A local pool with so many users: tells when it is ready and what it holds, then its CPU time whenever it is asked.
const startedAt = performance.now()
const { startLocalCognito } = await import('@poolpass/local')
const importedAt = performance.now()
const users = Array.from({ length: Number(process.argv[2]) }, (_, i) => ({
  username: `user-${i}`,
  password: `Correct-Horse-${i}`,
}))
const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
const beforeKiB = process.memoryUsage.rss() / 1_024
const { endpoint, userPoolId, clientId } = await startLocalCognito({ users, client: { ExplicitAuthFlows } })
const state = () => ({ cpuMicroseconds: cpu(), rssMiB: process.memoryUsage.rss() / 2 ** 20 })
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
process.on('message', () => process.send(state()))
process.on('disconnect', () => process.exit())
const readyMs = performance.now() - startedAt
const pool = { endpoint, userPoolId, clientId }
process.send({ pool, readyMs, importMs: importedAt - startedAt, usersMiB: state().rssMiB - beforeKiB / 1_024 })
