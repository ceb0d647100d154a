// A whole process: import, sign-in, one request. Its time is taken from outside; it tells its memory.
import { firstRequestOf } from './first-request.mjs'

const [name, user] = process.argv.slice(2)
const request = await firstRequestOf(name)
await request(JSON.parse(user))
process.stdout.write(JSON.stringify({ rssBytes: process.memoryUsage.rss() }), () => process.exit())
