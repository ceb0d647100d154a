// A whole process: import, sign-in, one request. Its time is taken from outside; it tells its memory, and whether it was
// refused.
import { firstRequestOf, isRefused } from './first-request.mjs'

const [name, user] = process.argv.slice(2)
const request = await firstRequestOf(name)
const refusal = await request(JSON.parse(user)).then(
  () => false,
  error => {
    if (!isRefused(name, error)) throw error
    return true
  },
)
process.stdout.write(JSON.stringify({ rssBytes: process.memoryUsage.rss(), isRefused: refusal }), () => process.exit())
