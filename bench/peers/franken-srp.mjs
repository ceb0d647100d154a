import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Its arithmetic only: its sign-in goes to Amazon's endpoint and to no other. */
export async function srpClient() {
  const { calculateClaimSig, makeSrpSession } = require('franken-srp/dist/srp/index.js')
  return async ({ userPoolId, username, password }) => {
    const { a, A } = await makeSrpSession()
    return {
      publicKey: A.toString(16),
      async prove(challenge) {
        const group = userPoolId.split('_')[1]
        const { claimSig, timestamp } = await calculateClaimSig(a, group, username, password, challenge)
        return { timestamp, signature: claimSig }
      },
    }
  }
}
