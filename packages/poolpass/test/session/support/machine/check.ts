import fc from 'fast-check'
import { story } from './actions.js'
import { Play } from './play.js'

/** A story that takes this long never ends. */
const HANGS_AFTER_MS = 60_000

/**
 * Lets `count` sessions live through random stories, and throws the shortest one in which something must not happen.
 * Of calls at once it is the machine that says which of them comes first: a seed repeats the story, not always its course.
 *
 * @param defaultSeed Of the stories, unless POOLPASS_SEED is set.
 */
export async function checkRandomSessions(count: number, defaultSeed: number): Promise<void> {
  const seed = Number(process.env.POOLPASS_SEED ?? defaultSeed)
  console.info(`POOLPASS_SEED=${seed}`)
  const property = fc.asyncProperty(fc.noBias(story), async told => {
    const play = await Play.of(told)
    for (const step of told.steps) await play.perform(step)
    await play.end()
  })
  await fc.assert(property, { numRuns: count, seed, timeout: HANGS_AFTER_MS })
}
