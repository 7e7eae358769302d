require('miniregion/jest')
require('./fixture.cjs')({
  it,
  miniregion: require('miniregion'),
  sdk: require('@aws-sdk/client-dynamodb'),
  expect,
  timeout: (name, test) => it(name, test, 300),
})
