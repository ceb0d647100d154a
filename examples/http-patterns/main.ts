import { startLocalCognito } from '@poolpass/local'
import { startApi } from './api.js'
import { TOUR, USER } from './tour.js'
import { visit } from './visit.js'

const local = await startLocalCognito({ users: [USER] })
const api = await startApi(local)
try {
  let asExpected = 0
  for (const stop of TOUR) {
    const { isAsExpected, text } = await visit(stop, { local, api })
    if (isAsExpected) asExpected++
    console.log(`${text}\n`)
  }
  console.log(`${asExpected} of ${TOUR.length} patterns as expected`)
  process.exitCode = asExpected === TOUR.length ? 0 : 1
} finally {
  await Promise.all([api.close(), local.close()])
}
