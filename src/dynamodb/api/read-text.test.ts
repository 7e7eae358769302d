import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textReaderOf } from './read-text.ts'
import { deserialize } from './requests.ts'
import { batchWriteItem, transactWriteItems } from './shapes/batches.ts'

const readers = {
  BatchWriteItem: textReaderOf<object>(batchWriteItem),
  TransactWriteItems: textReaderOf<object>(transactWriteItems),
}

type Name = keyof typeof readers

const read = (name: Name, text: string): object | undefined => readers[name](text)
const general = (name: Name, text: string): object => deserialize(name, JSON.parse(text))

const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
const text = fc.oneof(ascii, fc.string({ maxLength: 20 }), fc.string({ unit: 'binary' }))
const name = fc.oneof(ascii, text, fc.constantFrom('__proto__', 'constructor', '1', 'a', 'a'))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ S: text }),
    fc.record({ N: text }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(text) }),
    fc.record({ S: text, N: text }),
    fc.constant({}),
    fc.constant(null),
    fc.record({ L: fc.array(tie('value'), { maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(name, tie('value'), { maxKeys: 4 }) }),
  ),
}))
const item = fc.dictionary(name, value, { maxKeys: 6 })
const request = fc.oneof(
  fc.record({ PutRequest: fc.record({ Item: item }) }),
  fc.record({ DeleteRequest: fc.record({ Key: item }) }),
  fc.constantFrom({}, { Other: 1 }),
)
const batch = fc.record(
  {
    RequestItems: fc.dictionary(name, fc.array(request, { maxLength: 5 })),
    ReturnConsumedCapacity: text,
  },
  { requiredKeys: [] },
)
const action = fc.record(
  {
    Put: fc.record({ Item: item, TableName: text }),
    Update: fc.record({
      Key: item,
      UpdateExpression: text,
      ExpressionAttributeNames: fc.dictionary(name, text),
      ExpressionAttributeValues: item,
    }),
  },
  { requiredKeys: [] },
)
const transaction = fc.record({ TransactItems: fc.array(action), ClientRequestToken: text })

describe('reading from text', () => {
  it('gives what JSON.parse and the general reader give, or leaves the text to them', () => {
    fc.assert(
      fc.property(batch, transaction, (aBatch, aTransaction) => {
        for (const [operation, input] of [
          ['BatchWriteItem', aBatch],
          ['TransactWriteItems', aTransaction],
        ] as const) {
          const body = JSON.stringify(input)
          const found = read(operation, body)
          if (found) expect(found).toEqual(general(operation, body))
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '{"RequestItems":{"Main":[{"PutRequest":{"Item":{"pk":{"S":"a"},"n":{"N":"1"}}}}]}}',
    '{"RequestItems":{"Main":[{"DeleteRequest":{"Key":{"pk":{"S":"longer than twelve"}}}}],"B":[]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"m":{"M":{"l":{"L":[{"BOOL":false},{"L":[]}]},"e":{"M":{}}}},"z":{"NULL":true}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"__proto__":{"S":""},"a":{"S":"1"},"a":{"S":"2"}}}}]},"ReturnConsumedCapacity":"TOTAL"}',
  ])('reads %s', (body) => {
    expect(read('BatchWriteItem', body)).toEqual(general('BatchWriteItem', body))
    expect(read('BatchWriteItem', body)).toBeDefined()
    const bytes = new Uint8Array(Buffer.from(`  ${body}`)).subarray(2)
    expect(readers.BatchWriteItem(bytes)).toEqual(general('BatchWriteItem', body))
  })

  it('reads items without inherited members', () => {
    const body = '{"RequestItems":{"M":[{"PutRequest":{"Item":{"m":{"M":{}}}}}]}}'
    const input = read('BatchWriteItem', body) as any
    const { Item } = input.RequestItems.M[0].PutRequest
    expect('toString' in Item || 'toString' in Item.m.M || 'toString' in input.RequestItems).toBe(
      false,
    )
  })

  it.each([
    '',
    '{',
    '{}}',
    '{ }',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{"S":"\\n"}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{"S":"é"}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{"S":"a"',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{},"b":{"S":""}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{"B":"AA=="}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":{"S":1}}}}]}}',
    '{"RequestItems":{"M":[{"PutRequest":null}]}}',
    '{"RequestItems":{"M":[{"Unknown":1}]}}',
    '{"RequestItems":{"M":[]}}\n',
    `{"RequestItems":{"M":[{"PutRequest":{"Item":{"a":${'{"L":['.repeat(40)}${']}'.repeat(40)}}}}]}}`,
  ])('leaves %s to JSON.parse', (body) => {
    expect(read('BatchWriteItem', body)).toBeUndefined()
  })

  it('leaves a body that is no text to the general way', () => {
    expect(readers.BatchWriteItem(undefined)).toBeUndefined()
  })
})
