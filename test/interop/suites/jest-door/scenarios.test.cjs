const scenarios = require('../scenarios.cjs')

const matchers = new Proxy(
  {},
  {
    get:
      (_, name) =>
      (subject, ...expected) =>
        expect(subject)[name](...expected),
  },
)

scenarios({ it, miniregion: require('miniregion'), matchers })

describe('concurrent', () => {
  scenarios({ it: it.concurrent, miniregion: require('miniregion'), matchers })
})
