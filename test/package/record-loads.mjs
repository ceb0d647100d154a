// node --import: writes the URL of every ES module that is loaded to the file named in RECORD_LOADS, one a line.
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

export function load(url, context, nextLoad) {
  appendFileSync(process.env.RECORD_LOADS, `${url}\n`)
  return nextLoad(url, context)
}
