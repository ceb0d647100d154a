/** By a client's name: signs in and makes one request with the token. @returns Once the answer has been read. */
export async function firstRequestOf(name) {
  const peer = await import(`../peers/${name}.mjs`)
  const request = peer.firstRequest ?? (async user => withToken(user.api, await peer.signIn(user)))
  return async user => {
    const response = await request(user)
    await response.text()
    if (response.status !== 200) throw new Error(`${name}: the API answered ${response.status}`)
  }
}

/** Whether it is amazon-cognito-passwordless-auth, of whose proofs one in 256 is wrong, and the pool has told it so. */
export const isRefused = (name, error) =>
  name === 'amazon-cognito-passwordless-auth' && error.name === 'NotAuthorizedException'

const withToken = (url, token) => fetch(url, { headers: { Authorization: `Bearer ${token}` } })
