import { randomBytes, randomInt } from 'node:crypto'

const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz0123456789'
const MIXED_CASE = `${LOWER_CASE}ABCDEFGHIJKLMNOPQRSTUVWXYZ`

const randomText = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

/** @returns e.g. `us-east-1_AbCdEfGhI`. */
export const newUserPoolId = (region: string) => `${region}_${randomText(MIXED_CASE, 9)}`

/** @returns e.g. `-v7w9UcY6`. */
export const newDeviceGroupKey = () => `-${randomText(MIXED_CASE, 8)}`

export const newClientId = () => randomText(LOWER_CASE, 26)

export const newClientSecret = () => randomText(LOWER_CASE, 51)

/** Groups 16 bytes or more of hex like a UUID; newer pools' ids carry no version nibble, so none is set. */
export const uuidLike = (bytes: Buffer) =>
  bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

export const newSub = () => uuidLike(randomBytes(16))

/** @returns The part of a pool id that goes into SRP hashes. */
export const srpGroupOf = (userPoolId: string) => userPoolId.slice(userPoolId.indexOf('_') + 1)

export const regionOf = (userPoolId: string) => userPoolId.slice(0, userPoolId.indexOf('_'))
