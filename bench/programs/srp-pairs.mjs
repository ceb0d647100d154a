// Two subjects in one process, one after the other, in changing order: prints the milliseconds of each pair.
import { measureTrial, subject } from './srp-subjects.mjs'

const { names, warmUps, fewest, most, seconds } = JSON.parse(process.argv[2])
const subjects = await Promise.all(names.map(subject))
const pairs = []
const wrong = [0, 0]

async function measurePair(firstFirst) {
  const pair = []
  for (const i of firstFirst ? [0, 1] : [1, 0]) {
    const { ms, isRight } = await measureTrial(subjects[i])
    pair[i] = ms
    if (!isRight) wrong[i]++
  }
  return pair
}

for (let i = 0; i < warmUps; i++) await measurePair(true)
const until = performance.now() + seconds * 1_000
while (pairs.length < fewest || (pairs.length < most && performance.now() < until)) {
  pairs.push(await measurePair(pairs.length % 2 === 0))
}
console.log(JSON.stringify({ pairs, wrong, proofs: warmUps + pairs.length }))
