require('../../scenarios/index.cjs').concurrent({
  ...require('./runner-of-cjs.cjs'),
  it: it.concurrent,
  attempt: require('./attempt.cjs'),
})
