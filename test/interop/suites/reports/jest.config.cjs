module.exports = {
  setupFilesAfterEnv: ['miniregion/jest', './setup.cjs'],
  reporters: ['default', 'miniregion/reporter'],
  testMatch: ['**/jest.test.cjs'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
}
