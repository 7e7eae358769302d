module.exports = {
  rootDir: __dirname,
  testMatch: [`<rootDir>/*.test.${process.env.MODULES}`],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
  transform: {},
  testTimeout: 60_000,
}
