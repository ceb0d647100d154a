import type { Fetch } from '../cognito-idp/index.js'

/**
 * Lends a header to a Request that a client has made. Headers beside a Request would cost more than all that poolpass does.
 * Until the answer is there, as what has taken the place of a fetch may read it late: whoever prints the Request after
 * that sees what it had before.
 */
export function sendLent(
  base: Fetch,
  request: Request,
  init: RequestInit,
  name: string,
  value: string,
): Promise<Response> {
  const { headers } = request
  const own = headers.get(name)
  const giveBack = () => (own === null ? headers.delete(name) : headers.set(name, own))
  headers.set(name, value)
  try {
    const answer = Promise.resolve(base(request, init))
    // Before whoever waits for the answer goes on. No async function: that would be one more turn for each request.
    answer.then(giveBack, giveBack)
    return answer
  } catch (error) {
    giveBack()
    throw error
  }
}
