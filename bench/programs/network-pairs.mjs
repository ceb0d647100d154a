// Two clients sign in over a delayed network and make one request each, in changing order: prints their milliseconds.
// Their modules are loaded and warm; their connections are new each time.
import { firstRequestOf, isRefused } from './first-request.mjs'

const { names, pairs: wanted, control, mostRefused } = JSON.parse(process.argv[2])
const requests = await Promise.all(names.map(firstRequestOf))
const pairs = []
const counted = [[], []]
const refused = [0, 0]

/** Closes the network of the trial before, and opens the next. */
const nextTrial = async () => (await fetch(`${control}/trial`)).json()

async function measureOne(i) {
  const { trial } = await nextTrial()
  const start = performance.now()
  try {
    await requests[i](trial)
  } catch (error) {
    if (!isRefused(names[i], error) || ++refused[i] > mostRefused) throw error
    return measureOne(i)
  }
  const ms = performance.now() - start
  // What runs beside the request may go on for a moment, and is counted too.
  await new Promise(resolve => setTimeout(resolve, 120))
  return ms
}

async function measurePair(order) {
  const pair = []
  for (const i of order) {
    pair[i] = await measureOne(i)
    counted[i].push((await nextTrial()).counted)
  }
  return pair
}

await measurePair([0, 1])
for (let i = 0; i < wanted; i++) pairs.push(await measurePair(i % 2 === 0 ? [0, 1] : [1, 0]))
process.stdout.write(JSON.stringify({ pairs, refused, counted: counted.map(all => all.at(-1)) }), () => process.exit())
