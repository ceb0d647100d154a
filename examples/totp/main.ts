import { startLocalCognito } from '@poolpass/local'
import { appBeside, personAt } from './holder.js'
import { POOL, walkThrough } from './walk-through.js'

const local = await startLocalCognito(POOL)
const holder = process.stdin.isTTY ? personAt(process.stdin, process.stdout) : appBeside(local)
try {
  await walkThrough(local, holder, console.log)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await local.close()
}
