/* oxlint-disable typescript/no-explicit-any -- without a type argument an item may hold anything, as in the SDK's own types */
/**
 * `Table`, the test's handle on a DynamoDB table. The other files of this folder implement its
 * methods.
 */
import type { Duration } from '../../core/time/duration.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import type {
  EventSourceMapping,
  StreamMappingOptions,
} from '../../core/world/event-source-ports.ts'
import type { FunctionReference } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { CallSite } from '../values/marshal.ts'
import { arnOf, checkTableExists, readTable, worldOf, type TableHandle } from './access.ts'
import { createTable, existingIn, type TableOptions } from './definition/create.ts'
import type { TableSnapshot } from './content.ts'
import type { TableFailureOptions, TableFaultOptions } from './faults.ts'
import * as items from './items.ts'
import type { KeyConditions, Page, PageOptions, QueryOptions, ScanOptions } from './read.ts'
import { TABLE_OPERATIONS, type TableOperation } from './operations.ts'
import type { TableCall, TableWrite } from './records.ts'
import { mapStream } from './reactions.ts'
import type { SearchOptions } from './options.ts'
import type { SearchResult } from './search.ts'
import type { TableCacheOptions, TableCache } from '../cache/table-cache.ts'
import type { ExportOptions, TableExport } from '../operations/transfers/export-table.ts'
import type { TableConflict } from '../replication/conflicts.ts'
import type { AnySchema, TableSchema } from './definition/schema.ts'
import type { StreamToOptions } from './stream-to.ts'
import type { TableInput } from './definition/table-properties.ts'
import { rooms } from '../rooms.ts'
import { tableNameOf } from '../state/state.ts'

const TABLE: ServiceHandleDescription = {
  ...TABLE_OPERATIONS,
  kind: 'table',
  arn: { service: 'dynamodb', type: 'table', qualifier: '/' },
  open: (world, { name }) => tableIn(world, name),
}

/**
 * A DynamoDB table with synchronous methods and plain JavaScript values. Its methods run the same
 * operations as the SDK, with the same validation, errors, streams and records. Returned items are
 * copies: a change to them does not change the table.
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
> extends ServiceHandle<TableOperation> {
  readonly #handle: TableHandle

  /**
   * Creates a table in the current region or in `options.region`.
   *
   * @throws MisuseError when the schema is invalid or the table exists already.
   */
  constructor(name: string, schema: TableSchema<NoInfer<Item>>, options?: TableOptions)
  /**
   * Creates a table from the input of CreateTable or from a CloudFormation resource
   * (`AWS::DynamoDB::Table`, `AWS::DynamoDB::GlobalTable`).
   */
  constructor(input: TableInput, options?: TableOptions)
  constructor(
    nameOrInput: string | TableInput,
    schemaOrOptions?: TableSchema<Item> | TableOptions,
    options?: TableOptions,
  ) {
    const handle = createTable(nameOrInput, schemaOrOptions as AnySchema, options)
    super(TABLE, handle.home, handle.name)
    this.#handle = handle
  }

  /** The table's ARN. A template literal prints it, too. */
  override get arn(): string {
    return arnOf(this.#handle)
  }

  /** All calls of operations on the table by any caller, oldest first. */
  override get calls(): TableCall[] {
    return rooms.tableRecords().callsOfTable(this.#handle, super.calls)
  }

  /**
   * Puts items without leaving records. `region.reset()` restores them. Puts all items or none.
   *
   * @throws MisuseError with the number of the first invalid item, from 0.
   */
  seed(values: Iterable<Item>): Table<Item, Key> {
    rooms.tableContent().seedTable(this.#handle, values, this.#site('seed'))
    return this
  }

  /** Puts an item and returns the item it replaced. */
  put(item: Item, options?: items.WriteOptions): Item | undefined {
    return items.putItem(this.#handle, item, options, this.#site('put'))
  }

  /** Reads an item. Returns undefined when the item does not exist. */
  get(key: Key, options?: items.GetOptions<Item>): Item | undefined {
    return items.getItem(this.#handle, key, options, this.#site('get'))
  }

  /** Changes an item by an immer recipe; a missing item starts as its key. Returns the new item. */
  // NOTE: with the type parameter `Changed`, a `Table<Order>` is assignable to `Table`. Immer's
  // `Draft<Item>` here would make it unassignable.
  update<Changed extends Item = Item>(
    key: Key,
    recipe: items.Recipe<Changed>,
    options?: items.WriteOptions,
  ): Item
  /**
   * Changes an item by an UpdateExpression and returns the new item. An expression that only
   * removes leaves a missing item missing, as on AWS; then the result has no attributes.
   */
  update(key: Key, expression: string, options?: items.WriteOptions): Item
  update(key: Key, change: items.Recipe<Item> | string, options?: items.WriteOptions): Item {
    return items.updateItem(this.#handle, key, change, options, this.#site('update'))
  }

  /** Deletes an item and returns it. Returns undefined when the item did not exist. */
  delete(key: Key, options?: items.WriteOptions): Item | undefined {
    return items.deleteItem(this.#handle, key, options, this.#site('delete'))
  }

  /**
   * Returns the items that match the key conditions, from all pages. The conditions are data or a
   * KeyConditionExpression.
   */
  query(conditions: KeyConditions<Item> | string, options?: QueryOptions<Item>): Item[] {
    return rooms.tableReads().queryAll(this.#handle, conditions, options, this.#site('query'))
  }

  /** Reads one page of a query. Here `limit` is DynamoDB's: it counts items before the filter. */
  queryPage(
    conditions: KeyConditions<Item> | string,
    options?: QueryOptions<Item> & PageOptions<Item>,
  ): Page<Item> {
    const site = this.#site('queryPage')
    return rooms.tableReads().queryPage(this.#handle, conditions, options, site)
  }

  /** Returns all items that pass the filter, from all pages. */
  scan(options?: ScanOptions<Item>): Item[] {
    return rooms.tableReads().scanAll(this.#handle, options, this.#site('scan'))
  }

  /** Reads one page of a scan. Here `limit` is DynamoDB's: it counts items before the filter. */
  scanPage(options?: ScanOptions<Item> & PageOptions<Item>): Page<Item> {
    return rooms.tableReads().scanPage(this.#handle, options, this.#site('scanPage'))
  }

  /**
   * Sends each change of an item to a Kinesis stream, by handle, name or ARN, soon after the write:
   * `await region.idle()` sees it through.
   * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html
   */
  streamTo(stream: string | { readonly arn: string }, options: StreamToOptions = {}): this {
    rooms.streamTo().streamTo(this.#handle, stream, options)
    return this
  }

  /**
   * Returns the items whose vectors are the most similar ones, the most similar first, with their
   * scores. The search is exact.
   *
   * @throws MisuseError when the table has no such vector index.
   * @example
   * ```ts
   * import { Table } from 'miniregion'
   *
   * const notes = new Table('notes', {
   *   partitionKey: 'id',
   *   vectorIndexes: { byMeaning: { attribute: 'embedding', dimensions: 3 } },
   * })
   * notes.put({ id: 'n1', embedding: [1, 0, 0] })
   * notes.search([1, 0, 0], { top: 1 }) // [{ item: { id: 'n1' }, score: 0 }]
   * ```
   */
  search(vector: ArrayLike<number>, options?: SearchOptions<Item>): SearchResult<Item>[] {
    return rooms.search().searchTable(this.#handle, vector, options, this.#site('search'))
  }

  /** All items in scan order. Reading them leaves no record. */
  get items(): Item[] {
    return rooms.tableContent().tableItems(this.#handle)
  }

  /** The number of items. */
  get size(): number {
    return readTable(this.#handle).items.size
  }

  /**
   * Invokes a function with the table's changes: an event source mapping from its stream.
   *
   * @throws MisuseError when the table has no stream, and for options that Lambda does not accept.
   * @example
   * ```ts
   * const orders = new Table('orders', { partitionKey: 'id', stream: true })
   * orders.on('stream', project, { batchSize: 10, retryAttempts: 2 })
   * orders.put({ id: 'o1' })
   * await region.idle()
   * ```
   */
  on(
    event: 'stream',
    target: FunctionReference | string,
    options: StreamMappingOptions = {},
  ): EventSourceMapping {
    return mapStream(this.#handle, event, target, options)
  }

  /** All writes to the table by any caller, oldest first. */
  get writes(): TableWrite<Item, Key>[] {
    return rooms.tableRecords().tableWrites(this.#handle)
  }

  /**
   * Exports the items to a bucket, in the files of ExportTableToPointInTime: manifests, and lines of
   * DynamoDB JSON in gzip. Needs no point-in-time recovery, unlike that operation.
   * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
   *
   * @throws MisuseError when the region has no such bucket
   * @example
   * ```ts
   * const { manifest } = await orders.exportTo(uploads, { prefix: 'exports' })
   * uploads.get(manifest)?.json() // { itemCount: 1, manifestFilesS3Key: '...', ... }
   * ```
   */
  async exportTo(
    bucket: string | { readonly name: string },
    options: ExportOptions = {},
  ): Promise<TableExport> {
    const { caller } = this.#site('exportTo')
    readTable(this.#handle)
    const world = worldOf(this.#handle)
    return rooms.tableTransfers().exportTable(world, this.arn, bucket, options, caller)
  }

  /**
   * Makes a cache in front of the table: a DAX cluster. `cache.documents` has the methods of
   * `DaxDocument`; `cache.hits`, `cache.misses` and `cache.calls` show what it did.
   * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.html
   *
   * @throws MisuseError for unknown options and times that are not durations
   * @example
   * ```ts
   * const cache = orders.cache({ itemTtl: '5m', queryTtl: '1m' })
   * await cache.documents.get({ TableName: 'orders', Key: { id: 'o1' } })
   * cache.calls[0] // { operation: 'GetItem', result: 'miss', ... }
   * ```
   */
  cache(options: TableCacheOptions = {}): TableCache {
    readTable(this.#handle)
    return rooms.tableCaches().createCache(this.#handle.home, this.name, options)
  }

  /**
   * The writes to a global table that were lost, because another region wrote the item later
   * without having seen them. They are found in any of its regions, oldest first.
   *
   * @example
   * ```ts
   * const orders = region.createTable('orders', { partitionKey: 'id', replicas: ['eu-west-1'] })
   * region.partition('eu-west-1')
   * orders.put({ id: 'o1', state: 'PAID' })
   * region.in('eu-west-1').table('orders').put({ id: 'o1', state: 'CANCELLED' })
   * region.heal('eu-west-1')
   * await region.idle()
   * orders.conflicts // [{ lost: { region: 'us-east-1', item: { state: 'PAID' } }, ... }]
   * ```
   */
  get conflicts(): TableConflict<Item, Key>[] {
    return rooms.replication().conflictsOf<Item, Key>(worldOf(this.#handle), this.name)
  }

  /** Takes a snapshot of the items, in constant time: it shares them with the table. */
  snapshot(): TableSnapshot {
    return rooms.tableContent().takeSnapshot(this.#handle)
  }

  /**
   * Restores the items of a snapshot. Leaves no record.
   *
   * @throws MisuseError when the argument is not a snapshot of this table.
   */
  restore(snapshot: TableSnapshot): void {
    rooms.tableContent().restoreSnapshot(this.#handle, snapshot, this.#site('restore'))
  }

  /** Removes every item. Leaves no record. */
  clear(): void {
    rooms.tableContent().clearTable(this.#handle)
  }

  /**
   * Deletes the expired items at once, which DynamoDB does within two days, and returns them.
   *
   * @throws MisuseError when the table has no time to live.
   */
  sweepExpired(): Item[] {
    return rooms.tableContent().sweepExpired(this.#handle, this.#site('sweepExpired'))
  }

  /**
   * Makes calls of an operation fail: by default the next call, once. `'ECONNRESET'` drops the
   * connection.
   */
  override fail(
    operation: TableOperation,
    error: string | Error,
    options: TableFailureOptions<Key> = {},
  ): void {
    rooms.tableFaults().failTable(this.#handle, operation, error, options, this.#site('fail'))
  }

  /** Delays the responses of an operation: by default of the next call, once. */
  override delay(
    operation: TableOperation,
    duration: Duration,
    options: TableFaultOptions<Key> = {},
  ): void {
    rooms.tableFaults().delayTable(this.#handle, operation, duration, options, this.#site('delay'))
  }

  /** Makes a batch, by default the next one, return its last `count` requests unprocessed. */
  unprocessed(count: number, options: TableFaultOptions<Key> = {}): void {
    rooms.tableFaults().leaveUnprocessed(this.#handle, count, options, this.#site('unprocessed'))
  }

  #site(method: string): CallSite {
    return { caller: `${this.name}.${method}` }
  }
}

/** Opens a handle on a table without checking that the table exists. */
const tableIn = <Item extends object, Key extends object>(
  world: World,
  name: string,
): Table<Item, Key> => new Table<Item, Key>(name, existingIn(world) as never)

/**
 * Opens an existing table by name or ARN, for `region.table('orders')`.
 *
 * @throws MisuseError with the closest name when the table does not exist.
 */
export function openTable<
  Item extends object = Record<string, any>,
  Key extends object = Partial<Item>,
>(region: World, nameOrArn: string): Table<Item, Key> {
  checkTableExists(region, nameOrArn)
  return tableIn<Item, Key>(region, tableNameOf(nameOrArn))
}
