// Jest's console writes through several methods and streams of its own. Under a spy that calls through, each line is logged once all the same.
const { createRegion } = require('miniregion')

afterEach(() => jest.restoreAllMocks())

const METHODS = ['log', 'info', 'warn', 'error', 'debug']

test.each([
  ['calls through', (spy) => spy],
  ['is muted', (spy) => spy.mockImplementation(() => undefined)],
])('a spy that %s, on each method', async (_, prepare) => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  const spies = METHODS.map((method) => prepare(jest.spyOn(console, method)))
  const fn = createRegion().registerFunction('fn', async () => {
    for (const method of METHODS) console[method](`a line of ${method}`)
  })
  const { logs } = await fn.invoke({})
  expect(logs.map(({ message }) => message)).toEqual(METHODS.map((one) => `a line of ${one}`))
  expect(spies.map((spy) => spy.mock.calls)).toEqual(METHODS.map((one) => [[`a line of ${one}`]]))
})

test('a muted spy that is made while a function runs', async () => {
  let goOn
  const waiting = new Promise((resolve) => (goOn = resolve))
  const fn = createRegion().registerFunction('fn', async () => {
    console.log('one')
    await waiting
    console.log('two')
  })
  const call = fn.invoke({})
  await new Promise((resolve) => setImmediate(resolve))
  const spy = jest.spyOn(console, 'log').mockImplementation(() => undefined)
  goOn()
  const { logs } = await call
  expect(logs.map(({ message }) => message)).toEqual(['one', 'two'])
  expect(spy.mock.calls).toEqual([['two']])
})
