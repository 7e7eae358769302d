const { registerFunction } = require('miniregion')

const load = () => require('./counter.cjs')

it('evaluates modules anew at each cold start, with freshModules', async () => {
  const results = []
  for (const [name, options] of [
    ['fresh-1', { freshModules: true }],
    ['fresh-2', { freshModules: true }],
    ['shared', {}],
  ]) {
    const fn = registerFunction(name, load, options)
    for (let i = 0; i < 2; i++) results.push((await fn.invoke({})).payload)
  }
  expect(results).toEqual([1, 2, 1, 2, 3, 4])
})
