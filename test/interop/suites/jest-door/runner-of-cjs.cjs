/** Jest in CommonJS. */
module.exports = require('./runner.cjs')(jest, {
  miniregion: require('miniregion'),
  secondCopy() {
    let copy
    jest.isolateModules(() => {
      copy = require('miniregion')
    })
    return copy
  },
  loader: () => require('../../scenarios/fixture/greeter.cjs'),
})
