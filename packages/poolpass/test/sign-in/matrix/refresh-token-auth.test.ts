import { createAppClient, renew } from 'poolpass/sign-in'
import { beforeAll, describe, expect, test } from 'vitest'
import { Matrix, titleOf } from './support/cells.js'
import { renewedBy } from './support/run.js'
import { type Visit, Visitors } from './support/visitors.js'

const matrix = new Matrix()
const cells = matrix.cells(['USER_SRP_AUTH']).filter(({ MFA }) => MFA === 'none')

let visitors: Visitors
beforeAll(async () => {
  visitors = await Visitors.at(matrix)
})

/** Renews at an endpoint that does not know GetTokensFromRefreshToken. */
async function renewTheOldWay({ cognito, config, person, heard }: Visit) {
  const { device } = cognito.exportState().toJSON()
  const error = 'UnknownOperationException'
  visitors.pools.local.failNext({ operation: 'GetTokensFromRefreshToken', error, status: 400 })
  const options = { refreshToken: cognito.refreshToken ?? '', username: person.username, deviceKey: device?.deviceKey }
  const isRenewed = await renew(createAppClient(config), options).then(
    ({ tokens }) => tokens.accessToken !== cognito.accessToken,
    () => false,
  )
  const last = heard.at(-1)
  return { isRenewed, last }
}

describe('REFRESH_TOKEN_AUTH', () => {
  test.each(cells.map(cell => [titleOf(cell), cell] as const))('after %s', async (_, cell) => {
    const visit = await visitors.visit(cell)
    await visit.cognito.authenticate()
    const { isRenewed, last } = await renewTheOldWay(visit)
    expect(last?.input).toMatchObject({ AuthFlow: 'REFRESH_TOKEN_AUTH' })
    const expected = matrix.outcome('REFRESH_TOKEN_AUTH', cell).REFRESH_TOKEN_AUTH
    expect([last && renewedBy(last).replace(/:.*/, ''), isRenewed]).toEqual([expected, expected === 'new tokens'])
  })
})
