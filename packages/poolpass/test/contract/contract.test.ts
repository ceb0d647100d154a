import { expect, test } from 'vitest'
import { adminCases } from './admin-cases.js'
import { cognitoCases, userCases } from './cognito-cases.js'
import { holdTo } from './contract.js'
import { openPlaces, readDeclarations } from './declarations.js'

const declared = readDeclarations({
  Cognito: 'session/cognito.ts',
  CognitoUser: 'account/cognito-user.ts',
  CognitoAdmin: 'admin/cognito-admin.ts',
})
const callsOf = (name: string) => declared.get(name) ?? new Map()

holdTo('Cognito', callsOf('Cognito'), cognitoCases, ({ alice }) => alice)
holdTo('CognitoUser', callsOf('CognitoUser'), userCases, ({ kept }) => kept.user)
holdTo('CognitoAdmin', callsOf('CognitoAdmin'), adminCases, ({ admin }) => admin)

test('all but these values have types that can be checked: what the AWS SDK takes, and answers to any challenge', () => {
  expect([...declared.values()].flatMap(openPlaces)).toEqual(['constructor(options).client', 'respond(answer)'])
})
