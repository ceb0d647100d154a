import { expect } from 'vitest'

/** What each promise is rejected with. None may be fulfilled. */
export async function failuresOf(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(promises)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(0)
  return outcomes.map(outcome => (outcome as PromiseRejectedResult).reason)
}

export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const [failure] = await failuresOf([promise])
  return failure
}

/** The end of the chain of causes. */
export function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootCause(error.cause) : error
}

/** Why the caller aborted, also where a client makes an error of its own of that: it must lead to the signal. */
export function abortReason(error: unknown): unknown {
  const { code, config, options } = Object(error) as Record<string, { signal?: AbortSignal }> & { code?: string }
  if (code === 'ERR_CANCELED') return config?.signal?.reason
  return code === 'ERR_ABORTED' ? options?.signal?.reason : error
}
