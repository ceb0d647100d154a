// The first computation in a fresh process, its modules loaded.
import { measureTrial, subject } from './srp-subjects.mjs'

console.log(JSON.stringify(await measureTrial(await subject(process.argv[2]))))
