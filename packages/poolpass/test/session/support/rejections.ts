import { onTestFinished } from 'vitest'
import { turn } from './world.js'

/** Collects what nobody caught, from now to the end of the test. */
export function watchUnhandled(): { rejections: unknown[]; quiet(): Promise<void> } {
  const rejections: unknown[] = []
  const note = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  return {
    rejections,
    async quiet() {
      for (let i = 0; i < 10; i++) await turn()
    },
  }
}

/** Takes the place of the test runner's handler for errors that nobody catches. */
export function takeUncaught(): { errors: unknown[] } {
  const errors: unknown[] = []
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', error => errors.push(error))
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const listener of others) process.on('uncaughtException', listener)
  })
  return { errors }
}
