/** `Table` speaks plain JavaScript values, and what it hands out is the caller's own. */
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion, NumberValue } = miniregion
  const valuesIn = (region = createRegion()) => region.createTable('values', { partitionKey: 'id' })

  scenario('values are read as they were written', (t) => {
    const values = valuesIn()
    const item = {
      id: '1',
      text: '',
      yes: true,
      nothing: null,
      list: [1, 'two', null, { three: [3] }],
      map: { nested: { deep: 'x' } },
      texts: new Set(['a', 'b']),
      numbers: new Set([1, 2]),
      bytes: Uint8Array.of(1, 2, 3),
    }
    values.put(item)
    const found = values.get({ id: '1' })
    t.equal({ ...found, bytes: [...found.bytes] }, { ...item, bytes: [1, 2, 3] })
  })

  scenario('undefined members are left out', (t) => {
    const values = valuesIn()
    values.put({ id: '1', absent: undefined, map: { absent: undefined, there: 1 } })
    t.equal(Object.keys(values.get({ id: '1' })), ['id', 'map'])
    t.equal(Object.keys(values.get({ id: '1' }).map), ['there'])
  })

  scenario('numbers that a double cannot hold keep their digits', (t) => {
    const values = valuesIn()
    const exact = '0.12345678901234567890123456789'
    values.put({
      id: '1',
      large: 12345678901234567890n,
      exact: NumberValue.from(exact),
      small: 0.1,
    })
    const { large, exact: read, small } = values.get({ id: '1' })
    t.ok(large === 12345678901234567890n)
    t.ok(read instanceof NumberValue)
    t.equal(String(read), exact)
    t.equal(small, 0.1)
    values.put({ id: '2', exact: read })
    t.equal(String(values.get({ id: '2' }).exact), exact)
  })

  scenario('__proto__ is a name like any other', (t) => {
    const values = valuesIn()
    values.put(JSON.parse('{ "id": "1", "map": { "__proto__": { "polluted": true } } }'))
    const { map } = values.get({ id: '1' })
    t.ok(Object.hasOwn(map, '__proto__'))
    t.equal(map.polluted, undefined)
    t.ok(Object.getPrototypeOf(map) === Object.prototype)
  })

  scenario('reading what the SDK stored never throws', async (t) => {
    const region = createRegion()
    const values = valuesIn(region)
    const Item = {
      id: { S: '1' },
      huge: { N: '1e125' },
      digits: { N: '-0.99999999999999999999999999999999999999' },
      odd: {
        M: {
          ' ': {
            L: [{ NULL: true }, { BS: [Uint8Array.of(0)] }, { NS: ['1', '9007199254740993'] }],
          },
        },
      },
    }
    await new DynamoDBClient(region.sdk).send(new PutItemCommand({ TableName: 'values', Item }))
    const [found] = values.items
    t.equal(String(found.digits), '-0.99999999999999999999999999999999999999')
    t.ok(found.odd[' '][2].has(9007199254740993n))
    values.put({ ...found, id: '2' })
    t.equal(values.size, 2)
  })

  scenario('errors name values that cannot be stored, with a solution', (t) => {
    const values = valuesIn()
    t.throws(() => values.put({ id: '1', at: new Date() }), {
      message: /at is a Date.*toISOString/,
    })
    t.throws(() => values.put({ id: '1', when: new (class Day {})() }), {
      name: 'MisuseError',
      message: /instance of Day/,
    })
    t.throws(() => values.put({ id: '1', n: 2 ** 60 }), { name: 'MisuseError', message: /bigint/ })
    t.throws(() => values.put({ id: '1', mixed: new Set([1, 'a']) }), { message: /mixed/ })
    t.equal(values.size, 0)
  })

  scenario('changes to a returned value never change the table', (t) => {
    const values = valuesIn()
    const item = { id: '1', list: [1], map: { a: 1 } }
    values.put(item)
    item.list.push(2)
    const attempt = (change) => {
      try {
        change()
      } catch (error) {
        // A frozen value cannot change either.
        t.equal(error.name, 'TypeError')
      }
    }
    t.ok(Object.getPrototypeOf(values.get({ id: '1' })) === Object.prototype)
    for (const read of [
      () => values.get({ id: '1' }),
      () => values.items[0],
      () => values.query({ id: '1' })[0],
      () => values.scan()[0],
      () => values.writes[0].newItem,
    ]) {
      attempt(() => read().list.push(3))
      attempt(() => void (read().map.a = 3))
      t.equal(read(), { id: '1', list: [1], map: { a: 1 } })
    }
  })
}
