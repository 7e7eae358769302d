/* oxlint-disable typescript/no-explicit-any -- responses are read as JSON */
/** Tables with indexes of every kind, for the tests of the data plane. */
import { batchGetItem } from './operations/items/batch-get-item.ts'
import { batchWriteItem } from './operations/items/batch-write-item.ts'
import { createTable } from './operations/tables/create-table.ts'
import { deleteItem } from './operations/items/delete-item.ts'
import { getItem } from './operations/items/get-item.ts'
import { putItem } from './operations/items/put-item.ts'
import { query } from './operations/items/query.ts'
import { scan } from './operations/items/scan.ts'
import { transactGetItems } from './operations/items/transact-get-items.ts'
import { transactWriteItems } from './operations/items/transact-write-items.ts'
import { updateItem } from './operations/items/update-item.ts'
import { testWorld, type TestWorld } from './world.fixture.ts'

const OPERATIONS = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  GetItem: getItem,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UpdateItem: updateItem,
}
type OperationName = keyof typeof OPERATIONS

export interface DataPlane {
  readonly test: TestWorld
  call(operation: OperationName, input: object): any
  /** Name and message of the error, or `accepted`. */
  refusal(operation: OperationName, input: object): string
  /** The error that the operation throws. */
  failure(operation: OperationName, input: object): any
}

export function dataPlane(test: TestWorld = testWorld()): DataPlane {
  const self: DataPlane = {
    test,
    call: (operation, input) => test.run(OPERATIONS[operation], input),
    refusal: (operation, input) => test.refusal(OPERATIONS[operation], input),
    failure(operation, input) {
      try {
        self.call(operation, input)
      } catch (error) {
        return error
      }
      throw new Error('accepted')
    },
  }
  return self
}

const attribute = (AttributeName: string, AttributeType = 'S'): object => ({
  AttributeName,
  AttributeType,
})
const hash = (AttributeName: string): object => ({ AttributeName, KeyType: 'HASH' })
const range = (AttributeName: string): object => ({ AttributeName, KeyType: 'RANGE' })
const projection = (ProjectionType: string, ...NonKeyAttributes: string[]): object =>
  NonKeyAttributes.length > 0 ? { ProjectionType, NonKeyAttributes } : { ProjectionType }

/**
 * A table with the key `pk`, `sk`, the local index `byAmount` (N, INCLUDE note) and the global
 * indexes `byStatus` (ALL), `keysOnly` and `byPlace` (two attributes in each part of the key).
 */
export function createOrders({ call }: DataPlane): void {
  call('CreateTable', {
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      attribute('pk'),
      attribute('sk'),
      attribute('amount', 'N'),
      attribute('status'),
      attribute('country'),
      attribute('city'),
      attribute('since', 'N'),
    ],
    KeySchema: [hash('pk'), range('sk')],
    LocalSecondaryIndexes: [
      {
        IndexName: 'byAmount',
        KeySchema: [hash('pk'), range('amount')],
        Projection: projection('INCLUDE', 'note'),
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        KeySchema: [hash('status'), range('amount')],
        Projection: projection('ALL'),
      },
      { IndexName: 'keysOnly', KeySchema: [hash('status')], Projection: projection('KEYS_ONLY') },
      {
        IndexName: 'byPlace',
        KeySchema: [hash('country'), hash('city'), range('since'), range('status')],
        Projection: projection('ALL'),
      },
    ],
  })
}

/** A table with the partition key `id` of the given type. */
export function createSimple({ call }: DataPlane, TableName: string, type = 'S'): void {
  call('CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('id', type)],
    KeySchema: [hash('id')],
  })
}

export const S = (value: string): { S: string } => ({ S: value })
export const N = (value: number | string): { N: string } => ({ N: String(value) })
