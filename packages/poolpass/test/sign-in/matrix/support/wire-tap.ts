/** One call to the pool and what came of it. */
export interface Exchange {
  readonly operation: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into arbitrary requests and answers
  readonly input: any
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly output: any
}

/** A fetch that listens to what a client and the pool say to each other. */
export function tapWire(fetch: typeof globalThis.fetch = globalThis.fetch) {
  const heard: Exchange[] = []
  const tapped: typeof globalThis.fetch = async (url, init) => {
    const response = await fetch(url, init)
    const [, operation] = (new Headers(init?.headers).get('x-amz-target') ?? '').split('.')
    if (operation) {
      const text = await response.clone().text()
      heard.push({ operation, input: JSON.parse(String(init?.body)), output: text ? JSON.parse(text) : {} })
    }
    return response
  }
  return { fetch: tapped, heard }
}

const SIGN_IN = ['InitiateAuth', 'RespondToAuthChallenge']

export const isOfSignIn = ({ operation }: Exchange) => SIGN_IN.includes(operation)

/** Name and message of a refusal. */
export const refusalOf = ({ output }: Exchange): string | undefined =>
  output.__type === undefined ? undefined : `${output.__type}: ${output.message}`

function step(exchange: Exchange): string {
  const { ChallengeName, AvailableChallenges, AuthenticationResult } = exchange.output
  if (AuthenticationResult) return 'tokens'
  if (ChallengeName !== 'SELECT_CHALLENGE') return ChallengeName ?? refusalOf(exchange) ?? 'nothing'
  return `${ChallengeName} (${[...AvailableChallenges].sort().join(', ')})`
}

/** What a sign-in met, in order: challenges, then tokens, a refusal, or nothing more. */
export function storyOf(heard: readonly Exchange[]): string {
  const steps = heard.filter(isOfSignIn).map(step)
  const isOver = steps.at(-1) === 'tokens' || steps.at(-1)?.includes('Exception: ')
  return [...steps, ...(isOver ? [] : ['no tokens'])].join(' > ')
}
