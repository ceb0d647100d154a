import { type Bundle, bundle, weightByFolder } from '../core/bundle.js'
import { type InstallCost, ownInstallCost, peerInstallCost } from '../core/install-cost.js'
import type { Answer, Bar, Question, Run, Table } from '../core/question.js'
import { benchFolder } from '../core/run-program.js'

const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  'amazon-cognito-identity-js': ['amazon-cognito-identity-js'],
  '@aws-amplify/auth (with its core)': ['@aws-amplify/auth', '@aws-amplify/core'],
  'aws-amplify': ['aws-amplify'],
  '@aws-sdk/client-cognito-identity-provider': ['@aws-sdk/client-cognito-identity-provider'],
  'cognito-srp-helper (with the AWS SDK)': ['cognito-srp-helper', '@aws-sdk/client-cognito-identity-provider'],
  'amazon-cognito-passwordless-auth': ['amazon-cognito-passwordless-auth'],
  'franken-srp (no MFA, no session)': ['franken-srp'],
  'aws-jwt-verify (verifies only)': ['aws-jwt-verify'],
}

const SDK = '@aws-sdk/client-cognito-identity-provider'

interface Entry {
  readonly label: string
  readonly code: string
  readonly target?: string
  /** Its bar in the plot: of a program that can run. */
  readonly bar?: string
  readonly isOurs?: true
}

/** All names of these modules are kept, as they are in an app that uses them. */
const ENTRIES: readonly Entry[] = [
  {
    label: 'poolpass/sign-in { signInWithSrp, renew }',
    code: `export { signInWithSrp, renew } from 'poolpass/sign-in'`,
    target: 'bundle-sign-in',
  },
  {
    label: '… with createAppClient, which makes what they call the pool by',
    code: `export { createAppClient, signInWithSrp, renew } from 'poolpass/sign-in'`,
    bar: 'poolpass/sign-in',
    isOurs: true,
  },
  {
    label: 'poolpass { SrpAuth }',
    code: `export { SrpAuth } from 'poolpass'`,
    target: 'bundle-srp-auth',
    bar: 'poolpass SrpAuth',
    isOurs: true,
  },
  {
    label: 'amazon-cognito-passwordless-auth/srp { authenticateWithSRP }',
    code: `export { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp'`,
  },
  {
    label: '… with Passwordless.configure, retrieveTokens, refreshTokens, scheduleRefresh',
    code: `export { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp'
      export { Passwordless } from 'amazon-cognito-passwordless-auth'
      export { retrieveTokens } from 'amazon-cognito-passwordless-auth/storage'
      export { refreshTokens, scheduleRefresh } from 'amazon-cognito-passwordless-auth/refresh'`,
    bar: 'passwordless-auth',
  },
  {
    label: 'franken-srp { srpLogin, refresh }',
    code: `export { srpLogin, refresh } from 'franken-srp'`,
    bar: 'franken-srp',
  },
  {
    label: 'amazon-cognito-identity-js { CognitoUserPool, CognitoUser, AuthenticationDetails }',
    code: `export { CognitoUserPool, CognitoUser, AuthenticationDetails } from 'amazon-cognito-identity-js'`,
    bar: 'amazon-cognito-identity-js',
  },
  {
    label: 'aws-amplify { Amplify }, aws-amplify/auth { signIn, fetchAuthSession }',
    code: `export { Amplify } from 'aws-amplify'
      export { signIn, fetchAuthSession } from 'aws-amplify/auth'`,
    bar: 'aws-amplify',
  },
  {
    label: 'cognito-srp-helper with the AWS SDK',
    code: `export { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper'
      export { CognitoIdentityProviderClient, InitiateAuthCommand, RespondToAuthChallengeCommand } from '${SDK}'`,
    bar: 'AWS SDK + srp-helper',
  },
  {
    label: 'AWS SDK { client, InitiateAuth, RespondToAuthChallenge } (no SRP)',
    code: `export { CognitoIdentityProviderClient, InitiateAuthCommand, RespondToAuthChallengeCommand } from '${SDK}'`,
  },
]

const thousands = (bytes: number) => bytes.toLocaleString('en').replaceAll(',', ' ')

function installTable(costs: readonly (readonly [string, InstallCost])[]): Table {
  const rows = costs.map(([name, { packages, files, bytes }]) => [
    name,
    `${packages}`,
    thousands(files),
    thousands(bytes),
  ])
  return {
    title: 'An install, development dependencies left out',
    columns: ['package', 'packages', 'files', 'bytes'],
    rows,
  }
}

function bundleTable(bundles: readonly (readonly [Entry, Bundle])[]): Table {
  const rows = bundles.map(([{ label }, { raw, gzip, brotli }]) => [label, ...[raw, gzip, brotli].map(thousands)])
  return { title: 'A browser bundle, minified: bytes', columns: ['imports', 'raw', 'gzip', 'brotli'], rows }
}

/** By the sources, since what was built no longer tells. */
async function partsTable(title: string, contents: string): Promise<Table> {
  const { metafile, raw } = await bundle(contents, `${benchFolder}../packages/poolpass/src`)
  const folderOf = (path: string) => /packages\/poolpass\/src\/([^/]+)/.exec(path)?.[1] ?? 'other'
  const rows = weightByFolder(metafile, folderOf).map(([folder, bytes]) => [
    folder,
    thousands(bytes),
    `${Math.round((bytes / raw) * 100)} %`,
  ])
  return { title, columns: ['folder of the library', 'bytes, minified', 'share'], rows }
}

async function measure({ progress }: Run): Promise<Answer> {
  progress('installs')
  const own = await ownInstallCost()
  const peers = Object.entries(INSTALLS).map(async ([name, names]) => [name, await peerInstallCost(names)] as const)
  const costs = [['poolpass, packed', own] as const, ...(await Promise.all(peers))]
  progress('bundles')
  const bundles: [Entry, Bundle][] = []
  for (const entry of ENTRIES) bundles.push([entry, await bundle(entry.code, benchFolder)])
  const bars: Bar[] = bundles.flatMap(([{ bar, isOurs = false }, { gzip }]) =>
    bar === undefined ? [] : [{ label: bar, value: gzip / 1_000, isOurs }],
  )
  return {
    tables: [
      installTable(costs),
      bundleTable(bundles),
      await partsTable('What SrpAuth’s bundle is made of', `export { SrpAuth } from './index.ts'`),
      await partsTable(
        'What the bundle of signInWithSrp and renew is made of',
        `export { signInWithSrp, renew } from './sign-in/public.ts'`,
      ),
    ],
    figures: [
      { target: 'install-packages', value: own.packages },
      { target: 'install-bytes', value: own.bytes / 1_000_000 },
      ...bundles.flatMap(([{ target }, { gzip }]) => (target === undefined ? [] : [{ target, value: gzip / 1_000 }])),
    ],
    notes: [
      'Ours is packed and installed; a peer’s install is what the bench’s own lock file says that it needs. What a client loads by import() is not counted in its bundle. The target of sign-in is that of its two functions, as it was put; a program needs createAppClient as well.',
    ],
    panels: [{ title: 'Browser bundle, gzip', unit: 'KB', bars }],
  }
}

export const size: Question = { name: 'size', title: 'Install size and browser bundles', measure }
