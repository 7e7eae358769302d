/** A region for the tests of `Table`: the real operations with records, without a pipeline. */
import { handleKey, type Handle } from '../../core/handle.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { Call, World } from '../../core/world/world.ts'
import { room } from '../index.ts'
import { dynamodb } from '../service.ts'
import { Table } from './table.ts'
import { testWorld } from '../world.fixture.ts'

export interface TestRegion extends Handle {
  readonly name: string
  readonly accountId: string
  readonly world: World
  fork(): TestRegion
}

export function testRegion(test: ReturnType<typeof testWorld> = testWorld()): TestRegion {
  const { world } = test
  const callSync = ({ operation, input, source }: Call): unknown => {
    const record = {
      kind: 'call',
      at: world.clock.now(),
      causedBy: world.journal.root,
      service: 'dynamodb',
      operation,
      resource: (input as { TableName?: string }).TableName,
      source,
      input,
    } as CallRecord
    world.journal.append(record)
    return room.operations[operation]?.run(test.state, input, { world, record })
  }
  Object.assign(world, {
    services: [dynamodb],
    callSync,
    refuse: (error: Error) => error,
  })
  return {
    world,
    name: world.options.region,
    accountId: world.options.accountId,
    fork: () => testRegion(test.fork()),
    [handleKey]: { kind: 'region', home: world, withWorld: () => undefined },
  }
}

export interface Order {
  customerId: string
  orderId: string
  amount?: number
  status?: string
  tags?: Set<string>
  lines?: { sku: string; count: number }[]
  [more: string]: unknown
}

/** Creates the table that the tests of `Table` share. */
export const testOrders = (region: TestRegion): Table<Order> =>
  new Table<Order>(
    'orders',
    {
      partitionKey: 'customerId',
      sortKey: 'orderId',
      globalSecondaryIndexes: { byStatus: { partitionKey: 'status', sortKey: 'orderId' } },
    },
    { region },
  )
