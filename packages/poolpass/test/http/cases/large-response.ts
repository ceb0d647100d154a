import { expect } from 'vitest'
import type { Case } from '../case.js'
import { gate } from '../context.js'

export const largeResponseCases: readonly Case[] = [
  {
    rule: 'R7',
    name: 'a response of 100 MB can be read while the API is still sending it',
    needs: ['response-streams'],
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      const rest = gate()
      api.holdNext(rest.opened)
      const stream = await client.stream(auth, { url: `${api.origin}/stream?megabytes=100` })
      let length = 0
      let mostHeld = 0
      const before = process.memoryUsage().arrayBuffers
      for await (const chunk of stream) {
        rest.open()
        length += chunk.length
        mostHeld = Math.max(mostHeld, process.memoryUsage().arrayBuffers - before)
      }
      expect(length).toBe(100 * 1_048_576)
      expect(mostHeld).toBeLessThan(60 * 1_048_576)
    },
  },
]
