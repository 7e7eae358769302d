// JEST: the package's folder, which is that of Jest's own parts as well.
const { dirname } = require('node:path')

const paths = [dirname(require.resolve(`${process.env.JEST}/package.json`))]
const part = (name) => require.resolve(name, { paths })
const isTyped = process.env.TESTS.endsWith('.ts')

module.exports = {
  rootDir: __dirname,
  testMatch: [`<rootDir>/${process.env.TESTS}`],
  testEnvironment: part('jest-environment-node'),
  testRunner: part('jest-circus/runner'),
  setupFilesAfterEnv: ['miniregion/jest'],
  injectGlobals: !process.env.TESTS.startsWith('without'),
  ...(isTyped ? { preset: 'ts-jest' } : { transform: {} }),
}
