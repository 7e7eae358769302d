/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an item may hold anything, as in the SDK's own types */
import type { Duration } from '../../core/time/duration.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import type { World } from '../../core/world.ts'
import type { CallSite } from '../values/marshal.ts'
import { arnOf, checkTableExists, readTable, type TableHandle } from './access.ts'
import { createTable, existingIn, type TableOptions } from './create.ts'
import * as content from './content.ts'
import * as faults from './faults.ts'
import * as items from './items.ts'
import * as read from './read.ts'
import { tableWrites, type TableWrite } from './records.ts'
import type { AnySchema, CreateTableInput, TableSchema } from './schema.ts'
import { tableNameOf } from '../state/state.ts'

const TABLE: ServiceHandleDescription = {
  ...faults.TABLE_OPERATIONS,
  kind: 'table',
  arn: { service: 'dynamodb', type: 'table', qualifier: '/' },
  open: (world, { name }) => tableIn(world, name),
}

/**
 * A DynamoDB table, synchronous and in plain JavaScript values. Every method goes through the very operations that the SDK reaches: same
 * validation, errors, streams and records. What it returns is the caller's own: changing it never changes the table.
 *
 * @example
 * ```ts
 * import { Table } from 'miniregion'
 *
 * interface Order { customerId: string; orderId: string; amount: number }
 * const orders = new Table<Order>('orders', { partitionKey: 'customerId', sortKey: 'orderId' })
 *
 * orders.put({ customerId: 'c1', orderId: 'o1', amount: 9 })
 * orders.query({ customerId: 'c1' }) // [{ customerId: 'c1', orderId: 'o1', amount: 9 }]
 * ```
 */
export class Table<
  Item extends object = Record<string, any>,
  Key extends object = Partial<Item>,
> extends ServiceHandle<faults.TableOperation> {
  readonly #handle: TableHandle

  /** Creates the table, in the current region or in `options.region`. */
  constructor(name: string, schema: TableSchema<NoInfer<Item>>, options?: TableOptions)
  /** Creates the table that CreateTable's input describes. */
  constructor(input: CreateTableInput, options?: TableOptions)
  constructor(
    nameOrInput: string | CreateTableInput,
    schemaOrOptions?: TableSchema<Item> | TableOptions,
    options?: TableOptions,
  ) {
    const handle = createTable(nameOrInput, schemaOrOptions as AnySchema, options)
    super(TABLE, handle.home, handle.name)
    this.#handle = handle
  }

  /** The ARN, which is also what a template literal prints. */
  override get arn(): string {
    return arnOf(this.#handle)
  }

  /** Puts items without a record, as what `region.reset()` goes back to. All or nothing; the error names the item, from 0. */
  seed(values: Iterable<Item>): Table<Item, Key> {
    content.seedTable(this.#handle, values, this.#site('seed'))
    return this
  }

  /** Puts an item; returns the old one. */
  put(item: Item, options?: items.WriteOptions): Item | undefined {
    return items.putItem(this.#handle, item, options, this.#site('put')) as Item | undefined
  }

  /** Reads an item; undefined where there is none. */
  get(key: Key, options?: items.GetOptions<Item>): Item | undefined {
    return items.getItem(this.#handle, key, options, this.#site('get')) as Item | undefined
  }

  /** Changes an item by an immer recipe; a missing item starts as its key. Returns the new item. */
  // NOTE: a type parameter of its own lets a `Table<Order>` go where any `Table` is taken; immer's `Draft<Item>` here would forbid it.
  update<Changed extends Item = Item>(
    key: Key,
    recipe: items.Recipe<Changed>,
    options?: items.WriteOptions,
  ): Item
  /** Changes an item by an UpdateExpression. Returns the new item. */
  update(key: Key, expression: string, options?: items.WriteOptions): Item
  update(key: Key, change: items.Recipe<Item> | string, options?: items.WriteOptions): Item {
    return items.updateItem(this.#handle, key, change, options, this.#site('update')) as Item
  }

  /** Deletes an item; returns the old one. */
  delete(key: Key, options?: items.WriteOptions): Item | undefined {
    return items.deleteItem(this.#handle, key, options, this.#site('delete')) as Item | undefined
  }

  /** The items that match key conditions, as data or as DynamoDB writes them: all pages, as one array. */
  query(conditions: read.KeyConditions<Item> | string, options?: read.QueryOptions<Item>): Item[] {
    return read.queryAll(this.#handle, conditions, options, this.#site('query')) as Item[]
  }

  /** One page of a query, as DynamoDB cuts it; `limit` is DynamoDB's, before the filter. */
  queryPage(
    conditions: read.KeyConditions<Item> | string,
    options?: read.QueryOptions<Item> & read.PageOptions<Item>,
  ): read.Page<Item> {
    const site = this.#site('queryPage')
    return read.queryPage(this.#handle, conditions, options, site) as read.Page<Item>
  }

  /** All items that pass the filter: all pages, as one array. */
  scan(options?: read.ScanOptions<Item>): Item[] {
    return read.scanAll(this.#handle, options, this.#site('scan')) as Item[]
  }

  /** One page of a scan, as DynamoDB cuts it; `limit` is DynamoDB's, before the filter. */
  scanPage(options?: read.ScanOptions<Item> & read.PageOptions<Item>): read.Page<Item> {
    return read.scanPage(this.#handle, options, this.#site('scanPage')) as read.Page<Item>
  }

  /** Every item, in scan order. Looking leaves no record. */
  get items(): Item[] {
    return content.tableItems(this.#handle) as Item[]
  }

  /** Number of items. */
  get size(): number {
    return readTable(this.#handle).items.size
  }

  /** Every write to the table, oldest first, from anywhere. */
  get writes(): TableWrite<Item, Key>[] {
    return tableWrites(this.#handle) as unknown as TableWrite<Item, Key>[]
  }

  /** The items as they are now; costs the same whatever their number. */
  snapshot(): content.TableSnapshot {
    return content.takeSnapshot(this.#handle)
  }

  /** Puts the items back that `snapshot()` kept. Leaves no record. */
  restore(snapshot: content.TableSnapshot): void {
    content.restoreSnapshot(this.#handle, snapshot, this.#site('restore'))
  }

  /** Removes every item. Leaves no record. */
  clear(): void {
    content.clearTable(this.#handle)
  }

  /** Deletes what has expired by the table's time to live, now instead of within two days. Returns what it deleted. */
  sweepExpired(): Item[] {
    return content.sweepExpired(this.#handle, this.#site('sweepExpired')) as Item[]
  }

  /** Plans that calls of an operation fail: by default the next one, once. `'ECONNRESET'` drops the connection. */
  override fail(
    operation: faults.TableOperation,
    error: string | Error,
    options: faults.TableFailureOptions<Key> = {},
  ): void {
    faults.failTable(this.#handle, operation, error, options, this.#site('fail'))
  }

  /** Plans that calls of an operation are answered later. */
  override delay(
    operation: faults.TableOperation,
    duration: Duration,
    options: faults.TableFaultOptions<Key> = {},
  ): void {
    faults.delayTable(this.#handle, operation, duration, options, this.#site('delay'))
  }

  /** Plans that a batch comes back with `count` of its requests unprocessed. */
  unprocessed(count: number, options: faults.TableFaultOptions<Key> = {}): void {
    faults.leaveUnprocessed(this.#handle, count, options, this.#site('unprocessed'))
  }

  #site(method: string): CallSite {
    return { caller: `${this.name}.${method}` }
  }
}

/** A handle on a table, whether it exists or not. */
const tableIn = <Item extends object, Key extends object>(
  world: World,
  name: string,
): Table<Item, Key> => new Table<Item, Key>(name, existingIn(world) as never)

/** A handle on a table that exists, by name or ARN: `region.table('orders')`. Throws a MisuseError with the near miss. */
export function openTable<
  Item extends object = Record<string, any>,
  Key extends object = Partial<Item>,
>(region: World, nameOrArn: string): Table<Item, Key> {
  checkTableExists(region, nameOrArn)
  return tableIn<Item, Key>(region, tableNameOf(nameOrArn))
}
