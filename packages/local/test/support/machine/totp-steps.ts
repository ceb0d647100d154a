import { fromBase32, stepAt, totpCode } from '../../../src/pool/mfa/totp.js'

/** The code of now, or of some steps of 30 seconds away. RFC 6238's vectors hold the arithmetic, elsewhere. */
export const totpAt = (secret: string, nowMs: number, stepsOff = 0) =>
  totpCode(fromBase32(secret) ?? Buffer.alloc(0), stepAt(nowMs) + stepsOff)

/** Which of the three steps that count now a code is of. */
export const stepsOf = (secret: string, code: string | undefined, nowMs: number): readonly number[] =>
  [0, -1, 1].filter(off => totpAt(secret, nowMs, off) === code).map(off => stepAt(nowMs) + off)
