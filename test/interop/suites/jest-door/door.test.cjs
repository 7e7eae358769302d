require('../../scenarios/door.cjs')({
  ...require('./runner-of-cjs.cjs'),
  beforeAll,
  beforeEach,
  afterEach,
})
