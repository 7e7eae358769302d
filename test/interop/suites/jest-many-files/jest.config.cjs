// MODULES: the extension of the test files, which determines how they are loaded. ENTRY: whether
// 'miniregion/jest' is set up. RESET: Jest's resetModules.
module.exports = {
  rootDir: __dirname,
  testMatch: [`<rootDir>/*.test.${process.env.MODULES}`],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
  setupFilesAfterEnv: process.env.ENTRY ? ['miniregion/jest'] : [],
  resetModules: process.env.RESET === 'true',
  testTimeout: 60_000,
}
