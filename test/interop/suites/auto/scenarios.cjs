// The ways in which code under test can get its client, with the runner's loading of modules.
// `tools`: load (import or require), reset and isolated (of the module registry, if the runner has
// one), paths of the code.
const assert = require('node:assert/strict')
const { inspect } = require('node:util')

// A runner must not start its workers with another Node than the row names.
assert.equal(
  process.versions.node.split('.')[0],
  process.env.NODE_MAJOR ?? process.versions.node.split('.')[0],
)

const ITEM = { id: { S: 'o1' }, amount: { N: '9' } }

async function seed(tools) {
  const { Table } = await tools.load('miniregion')
  new Table('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
}

async function expectAnswered(code) {
  assert.deepEqual({ ...(await code.read()) }, ITEM, inspect(code))
}

exports.scenarios = {
  'client made before auto': async (tools) => {
    const code = await tools.load(tools.code)
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(code)
  },
  'client made after auto': async (tools) => {
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(await tools.load(tools.code))
  },
  DocumentClient: async (tools) => {
    await tools.load('miniregion/auto')
    await seed(tools)
    const { readDocument } = await tools.load(tools.code)
    assert.deepEqual({ ...(await readDocument()) }, { id: 'o1', amount: 9 })
  },
  'module registry reset': async (tools) => {
    if (!tools.reset) return 'none'
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(await tools.load(tools.code))
    await tools.reset()
    await expectAnswered(await tools.load(tools.code))
  },
  'isolated modules': async (tools) => {
    if (!tools.isolated) return 'none'
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(await tools.isolated(tools.code))
  },
  'second copy of the SDK': async (tools) => {
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(await tools.load(tools.copy))
  },
  'SDK bundled into the code': async (tools) => {
    await tools.load('miniregion/auto')
    await seed(tools)
    await expectAnswered(await tools.load(tools.bundle))
  },
  'AWS host that nobody simulates': async (tools) => {
    await tools.load('miniregion/auto')
    // By default the refusal would fail the test, although it is expected.
    const { configure } = await tools.load('miniregion')
    configure({ unhandled: 'warn' })
    const url = 'https://states.us-east-1.amazonaws.com/'
    await assert.rejects(fetch(url), { name: 'UnsupportedError' })
  },
}
