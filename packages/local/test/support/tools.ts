import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { LocalCognito } from '@poolpass/local'

const execute = promisify(execFile)

/** Whether a command works; prints why its tests are left out where it does not. */
async function isInstalled(name: string, command: string, ...args: string[]): Promise<boolean> {
  try {
    await execute(command, args)
    return true
  } catch (error) {
    console.log(`The tests with ${name} are left out: ${(error as Error).message.split('\n')[0]}`)
    return false
  }
}

export const [hasAwsCli, hasBoto3] = await Promise.all([
  isInstalled('the AWS CLI', 'aws', '--version'),
  isInstalled('boto3', 'python3', '-c', 'import boto3'),
])

/** Other people's tools, pointed at a local pool. */
export function toolsFor(local: LocalCognito) {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: local.endpoint,
    AWS_PAGER: '',
  }
  return {
    /** @returns What the command printed as JSON, if it printed anything. */
    async aws(operation: string, ...args: string[]) {
      const { stdout } = await execute('aws', ['cognito-idp', operation, '--output', 'json', ...args], { env })
      return stdout === '' ? undefined : JSON.parse(stdout)
    },
    /** @returns What the script printed as JSON. */
    async boto3(script: string) {
      const { stdout } = await execute('python3', ['-c', script], { env })
      return JSON.parse(stdout)
    },
  }
}
