import type { LocalSigningKeys } from '@poolpass/local'
import fc from 'fast-check'
import { afterSignUp, type Sequence, sequence } from './actions.js'
import { Run } from './run.js'
import { createWorld, SETTINGS } from './world.js'

/** An answer that takes this long never comes. */
const HANGS_AFTER_MS = 20_000

async function play(signingKeys: LocalSigningKeys, played: Sequence): Promise<void> {
  const world = await createWorld(signingKeys, SETTINGS[played.setting], played.cast)
  const run = new Run(world, played)
  for (const action of played.actions) await run.perform(action)
}

/**
 * Signs in at random, `count` sequences, and throws the shortest one that the pool gets wrong.
 *
 * @param defaultSeed Of the sequences, unless POOLPASS_SEED is set.
 */
export async function checkRandomSignIns(
  signingKeys: LocalSigningKeys,
  count: number,
  defaultSeed: number,
): Promise<void> {
  await checkSequences(sequence, signingKeys, count, defaultSeed)
}

/** The same for people who have just signed up, and for factors that are preferred. */
export async function checkAfterSignUp(
  signingKeys: LocalSigningKeys,
  count: number,
  defaultSeed: number,
): Promise<void> {
  await checkSequences(afterSignUp, signingKeys, count, defaultSeed)
}

async function checkSequences(
  sequences: fc.Arbitrary<Sequence>,
  signingKeys: LocalSigningKeys,
  count: number,
  defaultSeed: number,
): Promise<void> {
  const seed = Number(process.env.POOLPASS_SEED ?? defaultSeed)
  console.info(`POOLPASS_SEED=${seed}`)
  const property = fc.asyncProperty(fc.noBias(sequences), played => play(signingKeys, played))
  await fc.assert(property, { numRuns: count, seed, timeout: HANGS_AFTER_MS })
}
