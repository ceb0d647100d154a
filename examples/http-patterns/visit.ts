import { isDeepStrictEqual } from 'node:util'
import type { Stop, World } from './tour.js'

export interface Visit {
  readonly isAsExpected: boolean
  /** A block about it, for people. */
  readonly text: string
}

/** Requests that are sent at once may arrive in any order. */
const inAnyOrder = (lines: readonly string[]) => [...lines].sort()

/** Runs one pattern, and compares what both sides saw with what it promises. */
export async function visit({ file, title, run, expects }: Stop, world: World): Promise<Visit> {
  const { local, api } = world
  local.counts.reset()
  api.requests.length = 0
  const got = await run(world).catch(error => [`${error}`])
  const seen = api.requests.map(request =>
    [request.method, request.path, request.status, request.credentials].join(' '),
  )
  const signIns = local.counts.of('InitiateAuth')

  const isAsExpected =
    isDeepStrictEqual(got, expects.got) &&
    isDeepStrictEqual(inAnyOrder(seen), inAnyOrder(expects.api)) &&
    signIns === expects.signIns
  const lines = [
    `${file}: ${title}`,
    ...got.map(line => `    got   ${line}`),
    ...seen.map(line => `    API   ${line}`),
    `    pool  ${signIns === 1 ? '1 sign-in' : `${signIns} sign-ins`}`,
    isAsExpected ? '    as expected' : `    FAILED, expected ${JSON.stringify(expects)}`,
  ]
  return { isAsExpected, text: lines.join('\n') }
}
