// Many workers call the API without end, each as the client has it: prints how long their requests took.
const { near, seconds, workers, control, client } = JSON.parse(process.argv[2])
const { api, replay: _, ...user } = near

/** How each of them sends one request. */
const CLIENTS = {
  async constant() {
    const { SrpAuth } = await import('poolpass')
    const headers = await new SrpAuth(user).headers({ url: api })
    return () => fetch(api, { headers })
  },
  async poolpass() {
    const { SrpAuth } = await import('poolpass')
    const auth = new SrpAuth(user)
    return () => auth.fetch(api)
  },
  async 'amazon-cognito-identity-js'() {
    const { signedInUser } = await import('../peers/amazon-cognito-identity-js.mjs')
    const signedIn = await signedInUser(user)
    const session = () =>
      new Promise((resolve, reject) => {
        signedIn.getSession((error, current) => (error ? reject(error) : resolve(current)))
      })
    return async () => {
      const Authorization = `Bearer ${(await session()).getAccessToken().getJwtToken()}`
      return fetch(api, { headers: { Authorization } })
    }
  },
}

const send = await CLIENTS[client]()
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
