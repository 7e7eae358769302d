// The same package from CommonJS.
import assert = require('node:assert/strict')
import miniregion = require('miniregion')

const region = miniregion.createRegion()
const orders = region.createTable<{ id: string }>('orders', { partitionKey: 'id' })
orders.put({ id: 'o1' })
assert.deepEqual(orders.items, [{ id: 'o1' }])
const greet = region.registerFunction(
  'greet',
  async (event: { name: string }) => `Hello ${event.name}`,
)
void greet.invoke({ name: 'Ann' }).then((run) => {
  assert.equal(run.payload, 'Hello Ann')
  console.log('cjs ok')
})
