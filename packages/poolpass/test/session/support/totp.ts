import { createHmac } from 'node:crypto'

/** The shared secret of the users whose authenticator app is set up. */
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** RFC 6238 as every authenticator app has it: HMAC-SHA-1, 6 digits, steps of 30 seconds. */
export function totp(epochMs: number, secret = TOTP_SECRET): string {
  const bits = [...secret].map(digit => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit).toString(2).padStart(5, '0'))
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(epochMs / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const code = (mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000
  return String(code).padStart(6, '0')
}

export const wrong = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)
