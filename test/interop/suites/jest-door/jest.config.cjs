// MODULES: the extension of the test files, which determines how they are loaded. SETUP: the setup
// file.
module.exports = {
  rootDir: __dirname,
  testMatch: [`<rootDir>/*.test.${process.env.MODULES}`],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
  setupFilesAfterEnv: ['../../scenarios/configure.cjs', process.env.SETUP],
  testTimeout: 60_000,
}
