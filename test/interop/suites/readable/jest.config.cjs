module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/jest.fixture.cjs'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
}
