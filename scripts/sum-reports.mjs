// Prints `N passed, N failed`, summed over vitest's JSON reports in a folder. A test file that could not be loaded counts
// as one failure. Exit code 1 if anything failed, or nothing ran.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : []

let passed = 0
let failed = 0
for (const name of names) {
  const { success, testResults } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const failures = testResults.flatMap(({ status, assertionResults }) => {
    const red = assertionResults.filter(result => result.status === 'failed')
    return red.length === 0 && status === 'failed' ? ['the file itself'] : red
  })
  passed += testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length
  // An unhandled rejection fails a run whose tests all passed.
  failed += success || failures.length > 0 ? failures.length : 1
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
