import { readFile } from 'node:fs/promises'
import { type Command, readCommandLine, USAGE } from './cli-options.js'
import { isLoopback } from './http/hosts.js'
import { type LocalCognito, startLocalCognito } from './local-cognito.js'

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** The secret is told only where it was generated: who gave one knows it. */
function summary(local: LocalCognito, isSecretKnown: boolean) {
  const { endpoint, userPoolId, clientId, clientSecret, region, issuer } = local
  const isNews = clientSecret !== undefined && !isSecretKnown
  return { endpoint, userPoolId, clientId, ...(isNews && { clientSecret }), region, issuer }
}

function announce(local: LocalCognito, { isJson, options }: Command): void {
  const isSecretKnown = (options.clientSecret ?? options.pools?.[0]?.clients?.[0]?.clientSecret) !== undefined
  const facts = summary(local, isSecretKnown)
  // Counted from the start of the process: what somebody at a terminal waits for.
  const readyMs = Math.round(performance.now())
  if (isJson) {
    console.log(JSON.stringify({ ...facts, readyMs }))
    return
  }
  const width = Math.max(...Object.keys(facts).map(name => name.length))
  for (const [name, value] of Object.entries(facts)) console.log(`${name.padEnd(width)}  ${value}`)
  console.log(`Ready in ${readyMs} ms. Press Ctrl-C to stop.`)
}

function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

function explain(error: unknown): string {
  const { code, message, port, syscall } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another one with --port, or any with --port 0`
  if (syscall === 'mkdir') return `the directory of --data cannot be made: ${message}`
  return message
}

async function start(command: Command): Promise<void> {
  const interrupted = untilInterrupted()
  const local = await startLocalCognito(command.options)
  const { host = '127.0.0.1' } = command.options
  if (!isLoopback(host)) {
    console.error(`Warning: listening on ${host}: everybody who can reach this machine can use and change this pool.`)
  }
  announce(local, command)
  await interrupted
  await local.close()
}

/**
 * The command `poolpass-local`.
 *
 * @param args Without the interpreter and the script.
 * @returns The exit code: 0, or 1 after a message on stderr.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const command = await readCommandLine(args)
    if (command.action === 'help') console.log(USAGE)
    else if (command.action === 'version') console.log(await packageVersion())
    else await start(command)
    return 0
  } catch (error) {
    console.error(`poolpass-local: ${explain(error)}`)
    return 1
  }
}
