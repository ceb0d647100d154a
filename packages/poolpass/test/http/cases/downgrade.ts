import { expect } from 'vitest'
import type { Case } from '../case.js'
import type { AuthOptions } from '../context.js'
import { through } from './redirects.js'

const views: readonly { where: string; options: AuthOptions }[] = [
  { where: 'Authorization', options: {} },
  { where: 'X-Api-Key', options: { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' } },
]

export const downgradeCases: readonly Case[] = [
  ...views.map(
    ({ where, options }): Case => ({
      rule: 'R9',
      name: `${where}: down from https to http the token never goes, even if that is listed, nor up again`,
      needs: ['tells-hops'],
      setting: { api: { tls: true } },
      async run({ client, signedIn, startApi, api }) {
        const plain = await startApi()
        for (const origins of [undefined, [api.origin, plain.origin]]) {
          const auth = await signedIn(origins ? { ...options, origins } : options)
          const before = api.requests.length
          const url = through(api, [plain.origin, `${api.origin}/open`])
          expect((await client.send(auth, { url })).status).toBe(200)
          expect(plain.sawToken).toBe(false)
          const tokens = api.requests.slice(before).map(({ headers }) => /eyJ/.test(JSON.stringify(headers)))
          expect(tokens).toEqual([true, false])
        }
        expect(plain.requests).toHaveLength(2)
      },
    }),
  ),
  {
    rule: 'R9',
    name: 'between https origins that are listed the token goes along',
    setting: { api: { tls: true } },
    async run({ client, signedIn, startApi, api }) {
      const other = await startApi({ tls: true })
      const auth = await signedIn({ origins: [api.origin, other.origin] })
      expect((await client.send(auth, { url: through(api, [`${other.origin}/protected`]) })).status).toBe(200)
      expect(other.requests.map(({ authorized }) => authorized)).toEqual([true])
    },
  },
]
