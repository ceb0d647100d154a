/**
 * Redirects are followed by us wherever a run time shows them. Browsers do not: there `Authorization` is left to fetch,
 * which takes it off when the origin changes, and a header of any other name must not meet a redirect.
 */
export function redirectMode(
  asked: RequestRedirect,
  header: string,
  areOpaque = redirectsAreOpaque(),
): RequestRedirect {
  if (asked !== 'follow') return asked
  if (!areOpaque) return 'manual'
  return header.toLowerCase() === 'authorization' ? 'follow' : 'error'
}

export function redirectsAreOpaque(): boolean {
  const runTime = globalThis as Record<string, unknown> & { readonly navigator?: Navigator }
  if (runTime.document !== undefined) return true
  const isWorker = runTime.WorkerGlobalScope !== undefined && runTime.Deno === undefined
  return isWorker && runTime.navigator?.userAgent !== 'Cloudflare-Workers'
}
