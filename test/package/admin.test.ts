import { expect, test } from 'vitest'
import { runNode } from './run-node.js'

test('poolpass/admin without the AWS SDK says what is missing', async () => {
  const output = await runNode(`
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(\`
      export const resolve = (name, context, next) => {
        if (name.startsWith('@aws-sdk/')) throw Object.assign(new Error('not here'), { code: 'ERR_MODULE_NOT_FOUND' })
        return next(name, context)
      }\`))
    const { CognitoAdmin } = await import('poolpass/admin')
    const admin = new CognitoAdmin({ userPoolId: 'us-east-1_AbCdEfGhI' })
    await admin.getUser('alice').catch(error => console.log(error.code, error.message))
  `)
  expect(output.trim()).toBe(
    'ERR_POOLPASS_CONFIGURATION poolpass/admin needs the package @aws-sdk/client-cognito-identity-provider beside poolpass',
  )
})
