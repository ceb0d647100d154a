import { expect, test } from 'vitest'
import { sendLent } from '../../src/http/send-lent.js'

const NAME = 'authorization'
const failing: [name: string, base: typeof fetch][] = [
  [
    'throws',
    () => {
      throw new Error('mine')
    },
  ],
  ['rejects', () => Promise.reject(new Error('mine'))],
]

test.each(failing)('R15 a fetch that %s leaves no token in the Request', async (_, base) => {
  const request = new Request('https://api.example.com/', { headers: { [NAME]: 'given' } })
  const sent = async () => sendLent(base, request, {}, NAME, 'a token')
  await expect(sent()).rejects.toThrow('mine')
  expect(request.headers.get(NAME)).toBe('given')
})

test('what is no promise until it is asked is asked once', async () => {
  let asked = 0
  const answer = {
    // biome-ignore lint/suspicious/noThenProperty: libraries that send when they are awaited have one
    then(given: (response: Response) => void) {
      asked++
      given(new Response())
    },
  } as unknown as Promise<Response>
  await sendLent(() => answer, new Request('https://api.example.com/'), {}, NAME, 'a token')
  expect(asked).toBe(1)
})
