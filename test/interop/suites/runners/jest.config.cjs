module.exports = {
  setupFiles: ['miniregion/auto'],
  setupFilesAfterEnv: ['miniregion/jest'],
  testMatch: ['**/jest.test.cjs'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
}
