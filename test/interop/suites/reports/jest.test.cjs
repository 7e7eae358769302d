const miniregion = require('miniregion')

require('./orders.cjs')({
  it,
  miniregion,
  hasItem: (table, ...item) => expect(table).toHaveItem(...item),
})
