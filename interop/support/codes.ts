import type { LocalCognito } from '@poolpass/local'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'

/** An authenticator app that lives by the pool's clock. */
export interface Authenticator {
  code(): string
  /** One that the pool takes at no time near now. */
  wrongCode(): string
}

/** @param secret In base32. */
export function authenticator(pool: LocalCognito, secret: string): Authenticator {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const isWrong = (token: string) => totp.validate({ token, timestamp: pool.clock.nowMs(), window: 5 }) === null
  return {
    code: () => totp.generate({ timestamp: pool.clock.nowMs() }),
    wrongCode: () => ['000000', '111111', '222222'].find(isWrong) ?? '333333',
  }
}

/** The last code that the pool sent, as a program in any language reads it. */
export async function sentCode(pool: LocalCognito): Promise<string> {
  const answer = await fetch(`${pool.endpoint}/_local/inbox`)
  const { messages } = (await answer.json()) as { messages: { code: string }[] }
  return messages.at(-1)?.code ?? expect.fail('no code was sent')
}

export const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)
