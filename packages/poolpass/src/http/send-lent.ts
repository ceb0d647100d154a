import type { Fetch } from '../cognito-idp/index.js'

/**
 * Lends a header to a Request until its answer is there: no longer, for whoever made the Request may print it. Other
 * headers beside a Request would cost more than all that poolpass does.
 */
export async function sendLent(
  base: Fetch,
  request: Request,
  init: RequestInit,
  name: string,
  value: string,
): Promise<Response> {
  const { headers } = request
  const own = headers.get(name)
  headers.set(name, value)
  try {
    return await base(request, init)
  } finally {
    if (own === null) headers.delete(name)
    else headers.set(name, own)
  }
}
