const srp = file => `packages/poolpass/src/srp/${file}`
const engines = 'packages/poolpass/test/srp/engines.test.ts'
const modPow = 'packages/poolpass/test/srp/mod-pow.test.ts'

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'SRP: the table for powers of g is used for exponents that are longer than it',
    file: srp('mod-pow-bigint.ts'),
    find: 'digits.length <= ROWS * COLUMNS',
    replace: 'digits.length <= ROWS * COLUMNS + 1',
    test: modPow,
    testName: 'powers of g by BigInt, with and without the table',
  },
  {
    name: 'SRP: the table for powers of g is used for other bases',
    file: srp('mod-pow-bigint.ts'),
    find: 'base === g && digits',
    replace: 'digits',
    test: modPow,
    testName: 'both engines give what schoolbook multiplication gives',
  },
  {
    name: 'SRP: one column of the table is left out',
    file: srp('mod-pow-bigint.ts'),
    find: 'column < COLUMNS; column++',
    replace: 'column < COLUMNS - 1; column++',
    test: modPow,
    testName: 'powers of g by BigInt, with and without the table',
  },
  {
    name: 'SRP: node:crypto hashes without the known answer',
    file: srp('hash-native.ts'),
    find: '.startsWith(KNOWN_ANSWER)',
    replace: ".startsWith('')",
    test: engines,
    testName: 'hashing',
  },
  {
    name: 'SRP: node:crypto computes powers without the known answer',
    file: srp('mod-pow-native.ts'),
    find: '=== KNOWN_ANSWER',
    replace: '!== 0n',
    test: engines,
    testName: 'BigInt, for the whole process, where',
  },
  {
    name: 'SRP: a forced bigint hashes by node:crypto all the same',
    file: srp('hash.ts'),
    find: "(engine !== 'bigint' && nativeHashing())",
    replace: 'nativeHashing()',
    test: engines,
    testName: 'hashing > is Web Crypto’s with a forced bigint',
  },
  {
    name: 'SRP: hashes go through Web Crypto in Node',
    file: srp('hash.ts'),
    find: "(engine !== 'bigint' && nativeHashing()) || webCrypto",
    replace: 'webCrypto',
    test: engines,
    testName: 'hashing > is node:crypto’s, without the thread pool, where that gives the known answer',
  },
  {
    name: 'bundle: browsers get what only Node has',
    file: 'packages/poolpass/package.json',
    find: '"./dist/chunks/no-native.js"',
    replace: '"./dist/chunks/native.js"',
    test: 'test/package/browser.test.ts',
    testName: 'a bundle of poolpass/srp > for browsers leaves out what only Node has, and works without',
    build: true,
  },
  {
    name: 'bundle: chunks are not joined',
    file: 'scripts/build.mjs',
    find: 'await joinChunks(poolpass)',
    replace: 'poolpass.outputFiles.map(file => [file.path, file.text])',
    test: 'test/package/import.test.ts',
    testName: 'import poolpass > loads few files',
    build: true,
  },
]
