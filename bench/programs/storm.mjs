// So many requests at once meet a 401 that ends their token: prints what that took, and what it took without.
import { SrpAuth } from 'poolpass'

const { near, callers, control } = JSON.parse(process.argv[2])
const { api, replay: _, ...user } = near
const auth = new SrpAuth(user)

async function all() {
  const start = performance.now()
  const statuses = await Promise.all(
    Array.from({ length: callers }, async () => {
      const response = await auth.fetch(api)
      await response.text()
      return response.status
    }),
  )
  return { ms: performance.now() - start, failed: statuses.filter(status => status !== 200).length }
}

const refuse = async token => (await fetch(`${control}/refuse?token=${token}`)).json()

for (let i = 0; i < 3; i++) await all()
const calm = await all()
const before = await refuse(await auth.token())
const storm = await all()
const after = await refuse('none')
const result = {
  calmMs: calm.ms,
  stormMs: storm.ms,
  failed: storm.failed,
  unauthorized: after.unauthorized - before.unauthorized,
  renewals: after.renewals - before.renewals,
}
process.stdout.write(JSON.stringify(result), () => process.exit())
