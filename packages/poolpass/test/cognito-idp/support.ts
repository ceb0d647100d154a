import { type AppClientOptions, createAppClient } from 'poolpass/sign-in'
import { FakeClock } from 'poolpass/testing'
import { countingFetch } from '../session/support/counting-fetch.js'
import { type ScriptedAnswer, startScriptedServer } from '../session/support/scripted-server.js'
import { turn } from '../session/support/world.js'

/** A client of a server that gives scripted answers. */
export async function startScript(
  script: readonly ScriptedAnswer[],
  options: Partial<AppClientOptions> = {},
  clock = new FakeClock(),
) {
  const server = await startScriptedServer(...script)
  const { fetch, inFlight } = countingFetch()
  const client = createAppClient({
    userPoolId: 'us-east-1_Scripted1',
    clientId: 'scriptedclient',
    endpoint: server.url,
    clock,
    fetch,
    // Half of each wait's bound, so that a test knows how often there is time to try again.
    random: length => new Uint8Array(length).fill(0x80),
    ...options,
  })
  return {
    server,
    clock,
    client,
    inFlight,
    getUser: () => client.call('GetUser', { AccessToken: 'sent-as-access-token' }),
    /** Waits for the promise, with time passing in small steps while nothing but sleepers is left to wait for. */
    async waitOut(promise: Promise<unknown>, stepSeconds = 0.05) {
      let isSettled = false
      const settled = () => {
        isSettled = true
      }
      promise.then(settled, settled)
      while (!isSettled) {
        await turn()
        if (!isSettled && inFlight() === 0 && clock.sleeping > 0) clock.advance({ seconds: stepSeconds })
      }
    },
  }
}

export const refusal = (type: string, message: string, status = 400): ScriptedAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1' },
  body: JSON.stringify({ __type: type, message }),
})
