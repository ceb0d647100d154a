import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

/** By node:http, the barest of clients, on one connection an origin. */
function send(url, { headers, method, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text: async () => text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function call(url, operation, input) {
  const body = JSON.stringify(input)
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
  const answer = await send(url, { method: 'POST', headers, body })
  return JSON.parse(await answer.text())
}

/** The limit: the requests of an SRP sign-in with prepared answers, and one to the API. Nothing is computed. */
export async function firstRequest({ replay, api, clientId: ClientId, username: USERNAME }) {
  const AuthParameters = { USERNAME, SRP_A: 'f'.repeat(767) }
  const initiate = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
  const { ChallengeParameters } = await call(replay, 'InitiateAuth', initiate)
  const ChallengeResponses = {
    USERNAME,
    PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: 'f'.repeat(44),
    TIMESTAMP: 'Fri Sep 5 07:08:09 UTC 2025',
  }
  const respond = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
  const { AuthenticationResult } = await call(replay, 'RespondToAuthChallenge', respond)
  return send(api, { headers: { Authorization: `Bearer ${AuthenticationResult.AccessToken}` } })
}
