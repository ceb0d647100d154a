/** The part of `node:diagnostics_channel` that is used. Node, Deno, Bun and Workers have it; browsers do not. */
interface DiagnosticsChannel {
  hasSubscribers(name: string): boolean
  channel(name: string): { publish(message: unknown): void }
}

let found: DiagnosticsChannel | null | undefined

function diagnosticsChannel(): DiagnosticsChannel | null {
  if (found !== undefined) return found
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } }
  found = (process?.getBuiltinModule?.('node:diagnostics_channel') as DiagnosticsChannel | undefined) ?? null
  return found
}

/** Tells whoever watches the whole process. A subscriber's exception is the channel's affair: it becomes an uncaught one. */
export function publish(event: string, message: () => object): void {
  const name = `poolpass:${event}`
  const channels = diagnosticsChannel()
  if (channels?.hasSubscribers(name)) channels.channel(name).publish(message())
}
