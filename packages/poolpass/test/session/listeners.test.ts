import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { takeUncaught } from './support/rejections.js'
import { startWorld, until } from './support/world.js'

describe('a listener that throws', () => {
  test('R10 disturbs neither the session nor other listeners, and is reported as uncaught', async () => {
    const uncaught = takeUncaught()
    const { cognito } = await startWorld()
    const session = cognito()
    const mistake = new Error('mistake of the listener')
    const heard: string[] = []
    session.on('signedIn', () => {
      throw mistake
    })
    session.on('signedIn', ({ username }) => void heard.push(username))
    await session.authenticate()
    expect(await session.token(TokenType.ACCESS_TOKEN)).toBe(session.accessToken)
    await until(() => uncaught.errors.length > 0)
    expect(uncaught.errors).toEqual([mistake])
    expect(heard).toEqual(['alice'])
  })

  test('R10 the same function may listen twice under one event only once', async () => {
    const { cognito } = await startWorld()
    const session = cognito()
    const heard: string[] = []
    const listener = ({ username }: { username: string }) => void heard.push(username)
    session.on('signedIn', listener)
    const off = session.on('signedIn', listener)
    await session.authenticate()
    off()
    await session.authenticate()
    expect(heard).toEqual(['alice'])
  })
})
