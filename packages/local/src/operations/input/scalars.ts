import { PASSWORD_FORM } from '../../pool/password-policy.js'
import { integer, list, openStructure, required, string, stringMap, structure } from './members.js'

/** Members that many operations share, with the constraints of the service's model. */

const NAME = /[\p{L}\p{M}\p{S}\p{N}\p{P}]+/u

export const userPoolId = string({ min: 1, max: 55, pattern: /[\w-]+_[0-9a-zA-Z]+/ })
export const clientId = string({ min: 1, max: 128, pattern: /[\w+]+/, isSensitive: true })
export const clientSecret = string({ min: 24, max: 64, pattern: /[\w+]+/, isSensitive: true })
export const resourceName = string({ min: 1, max: 128, pattern: /[\w\s+=,.@-]+/ })
export const username = string({ min: 1, max: 128, pattern: NAME, isSensitive: true })
export const session = string({ min: 20, max: 2048, isSensitive: true })
export const token = string({ pattern: /[A-Za-z0-9-_=.]+/, isSensitive: true })
export const password = string({ ...PASSWORD_FORM, isSensitive: true })

export const secretHash = string({ min: 1, max: 128, pattern: /[\w+=/]+/, isSensitive: true })
export const confirmationCode = string({ min: 1, max: 2048, pattern: /\S+/, isSensitive: true })

export const deviceKey = string({ min: 1, max: 55, pattern: /[\w-]+_[0-9a-f-]+/ })

export const attributeList = list(
  structure({
    Name: required(string({ min: 1, max: 32, pattern: /[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+/u })),
    Value: string({ max: 2048, isSensitive: true }),
  }),
)
export const attributeNames = list(string({ min: 1, max: 32 }))
export const pageSize = integer({ min: 1, max: 60 })
export const nextToken = string({ min: 1, max: 131_072, pattern: /\S+/ })
/** 0 asks for the default, which is 60. */
export const listSize = integer({ min: 0, max: 60 })
export const roleArn = string({
  min: 20,
  max: 2048,
  pattern: /arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?/,
})
export const groupName = string({ min: 1, max: 128, pattern: NAME })

/** Members that only triggers, analytics or threat protection look at: accepted and left alone. */
export const sideChannel = {
  ClientMetadata: stringMap,
  AnalyticsMetadata: openStructure,
  UserContextData: openStructure,
  ContextData: openStructure,
}
