// Many workers call the API without end, with auth or with one constant token: prints how long their requests took.
import { SrpAuth } from 'poolpass'

const { near, seconds, workers, control, isConstant } = JSON.parse(process.argv[2])
const { api, replay: _, ...user } = near
const auth = new SrpAuth(user)
const headers = await auth.headers({ url: api })
const send = isConstant ? () => fetch(api, { headers }) : () => auth.fetch(api)
const latencies = []
let failed = 0

async function work(until) {
  for (let now = performance.now(); now < until; ) {
    const response = await send()
    await response.text()
    if (response.status !== 200) failed++
    const end = performance.now()
    latencies.push(end - now)
    now = end
    // A server under half its load: otherwise only the queue at the server would be measured.
    await new Promise(resolve => setTimeout(resolve, 20))
    now = performance.now()
  }
}

await Promise.all(Array.from({ length: workers }, () => work(performance.now() + 500)))
latencies.length = 0
const until = performance.now() + seconds * 1_000
await Promise.all(Array.from({ length: workers }, () => work(until)))
const { renewals } = await (await fetch(`${control}/refuse`)).json()
process.stdout.write(JSON.stringify({ latencies, failed, renewals }), () => process.exit())
