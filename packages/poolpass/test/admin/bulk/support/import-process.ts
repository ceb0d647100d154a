// An import in a process that may be killed at any moment. Its checkpoint is a file of results, one a line.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { CognitoAdmin } from 'poolpass/admin'
import { bulkUsers } from './bulk-user.js'

const [endpoint = '', userPoolId = '', file = '', count = ''] = process.argv.slice(2)
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

/** @returns The index of the last line that is whole; what a kill has left behind it is cut off. None in a file: -1. */
function load(): number | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole))
  const last = whole.trimEnd().split('\n').at(-1)
  return last ? JSON.parse(last).index : -1
}

await using admin = new CognitoAdmin({ userPoolId, client: { endpoint, credentials } })
await admin.importUsers(bulkUsers(Number(count)), {
  requestsPerSecond: Number.POSITIVE_INFINITY,
  checkpoint: {
    load,
    save(_, results) {
      const lines = results.map(({ error, ...result }) => `${JSON.stringify({ ...result, error: error?.message })}\n`)
      appendFileSync(file, lines.join(''))
    },
  },
})
