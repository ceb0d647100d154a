import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { LocalCognito } from '@poolpass/local'
import { TOTP, URI } from 'otpauth'

/** Who holds the authenticator app. */
export interface Holder {
  /** Takes in what the QR code says. */
  scan(otpauthUri: string): void
  /** @param signal Aborts when nobody needs the code any more. */
  code(question: string, signal?: AbortSignal): Promise<string>
}

/** Somebody with a telephone, who scans what the terminal shows and types what the app shows. */
export function personAt(input: Readable, output: Writable): Holder {
  return {
    scan() {},
    async code(question, signal) {
      const terminal = createInterface({ input, output })
      const closed = new AbortController()
      terminal.once('close', () => closed.abort())
      try {
        const typed = await terminal.question(`${question}: `, {
          signal: signal ? AbortSignal.any([signal, closed.signal]) : closed.signal,
        })
        return typed.replaceAll(' ', '')
      } finally {
        terminal.close()
      }
    },
  }
}

/** An app for when nobody is there. Codes count once; it moves the pool's clock where a person would wait for the next. */
export function appBeside({ clock }: LocalCognito): Holder {
  let totp: TOTP
  return {
    scan(otpauthUri) {
      const scanned = URI.parse(otpauthUri)
      if (!(scanned instanceof TOTP)) throw new TypeError('this QR code is of another kind')
      totp = scanned
    },
    async code() {
      clock.advance({ seconds: totp.period })
      return totp.generate({ timestamp: clock.nowMs() })
    },
  }
}
