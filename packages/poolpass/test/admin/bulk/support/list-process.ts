// Lists a pool in a process of its own, and prints how its heap grew meanwhile.
import { CognitoAdmin } from 'poolpass/admin'

const [endpoint = '', userPoolId = ''] = process.argv.slice(2)
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

function heapBytes(): number {
  if (!globalThis.gc) throw new Error('start with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

await using admin = new CognitoAdmin({ userPoolId, client: { endpoint, credentials } })
const seen = new Set<number>()
let before = 0
let most = 0
for await (const { username } of admin.users()) {
  seen.add(Number(username.slice('user'.length)))
  // The SDK is loaded by now.
  if (seen.size === 1) before = heapBytes()
  if (seen.size % 5_000 === 0) most = Math.max(most, heapBytes() - before)
}
console.log(JSON.stringify({ count: seen.size, growthBytes: most }))
