module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.test.cjs'],
  setupFilesAfterEnv: ['miniregion/jest'],
  testTimeout: 60_000,
}
