module.exports = {
  setupFilesAfterEnv: ['miniregion/jest'],
  reporters: ['default', 'miniregion/reporter'],
  testMatch: ['**/jest.test.cjs'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
}
