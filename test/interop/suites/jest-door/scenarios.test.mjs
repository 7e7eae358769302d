import * as miniregion from 'miniregion'
import scenarios from '../scenarios.cjs'

const matchers = new Proxy(
  {},
  {
    get:
      (_, name) =>
      (subject, ...expected) =>
        expect(subject)[name](...expected),
  },
)

scenarios({ it, miniregion, matchers })

describe('concurrent', () => {
  scenarios({ it: it.concurrent, miniregion, matchers })
})
