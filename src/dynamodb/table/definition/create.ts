/** Creates the table of `new Table(...)`, from a schema or from the input of CreateTable. */
import { checkNames, nameOf } from '../../../core/checks.ts'
import { isServiceError, MisuseError } from '../../../core/errors.ts'
import { existingResource, worldOfRegion } from '../../../core/handles/look-up.ts'
import type { World } from '../../../core/world/world.ts'
import { tableNamed } from '../../state/existing-table.ts'
import { ownTable, ownTables, stateIn } from '../../state/state.ts'
import { settle } from './settle.ts'
import { rooms } from '../../rooms.ts'
import { runQuietly, type TableHandle } from '../access.ts'
import { toCreateTableInput, type AnySchema } from './schema.ts'
import type { TableInput } from './table-properties.ts'

/** A region. The full type is in region/, which imports this room. */
export interface RegionReference {
  readonly name: string
  readonly accountId: string
}

/** Options of `new Table(...)`. */
export interface TableOptions {
  /** The region to create the table in; by default the current one. */
  readonly region?: RegionReference
}

const existingKey: unique symbol = Symbol('existing')

/** Takes the place of a schema to open a handle without creating a table. */
export interface ExistingTable {
  readonly [existingKey]: World
}

export const existingIn = (world: World): ExistingTable => ({ [existingKey]: world })

/** Creates the table and returns its handle. Leaves no record: it belongs to the test's set-up. */
export function createTable(
  nameOrInput: string | TableInput,
  schemaOrOptions: AnySchema | TableOptions | ExistingTable | undefined,
  options: TableOptions | undefined,
): TableHandle {
  if (typeof nameOrInput !== 'string') {
    const home = homeOf(schemaOrOptions, 'new Table')
    return { name: createFrom(nameOrInput, home), home }
  }
  const name = nameOrInput
  if (schemaOrOptions && existingKey in schemaOrOptions) {
    return { name, home: schemaOrOptions[existingKey] }
  }
  const home = homeOf(options, `new Table('${name}')`)
  const schema: unknown = schemaOrOptions
  checkSchema(name, schema)
  create(home, toCreateTableInput(name, schema))
  if (schema.timeToLive !== undefined) setTimeToLive(home, name, schema.timeToLive)
  if (isGlobal(schema)) rooms.tableReplicas().addReplicas(home, name, schema)
  return { name, home }
}

const isGlobal = (schema: AnySchema): boolean =>
  schema.replicas !== undefined ||
  schema.multiRegionConsistency !== undefined ||
  schema.witnessRegion !== undefined

function createFrom(given: TableInput, home: World): string {
  const { input, timeToLive, pointInTimeRecovery } = rooms
    .tableProperties()
    .toTableCreation(given, home)
  const name = create(home, input)
  if (timeToLive !== undefined) setTimeToLive(home, name, timeToLive)
  if (pointInTimeRecovery) {
    const PointInTimeRecoverySpecification = pointInTimeRecovery
    const update = { TableName: name, PointInTimeRecoverySpecification }
    setOrUndo(home, name, 'PointInTimeRecoverySpecification', () =>
      runQuietly(home, 'UpdateContinuousBackups', update),
    )
  }
  return name
}

function homeOf(options: object | undefined, caller: string): World {
  if (options === undefined) return worldOfRegion(undefined, caller)
  checkNames(options, caller, ['region'])
  return worldOfRegion('region' in options ? options.region : undefined, caller)
}

// Checks the type only; toCreateTableInput() checks the members.
function checkSchema(name: string, schema: unknown): asserts schema is AnySchema {
  if (typeof schema === 'object' && schema !== null) {
    if (!('KeySchema' in schema)) return
    throw new MisuseError(
      `new Table('${name}') received the input of CreateTable as its schema.`,
      "a schema such as { partitionKey: 'id' }",
      `The input contains the name: new Table({ ...input, TableName: '${name}' }).`,
    )
  }
  throw new MisuseError(
    `new Table('${name}') received ${schema === undefined ? 'no schema' : nameOf(schema)}.`,
    "a schema such as { partitionKey: 'id' }",
    `To open an existing table, use region.table('${name}').`,
  )
}

function create(world: World, input: { readonly TableName?: string | undefined }): string {
  world.checkWritable()
  const name = String(input.TableName)
  if (tableNamed(stateIn(world), name, world)) {
    throw existingResource('a table', name, `region.table('${name}')`)
  }
  runQuietly(world, 'CreateTable', input)
  settle(world, name)
  const table = ownTable(stateIn(world), name)
  const declaration = { isOver: false }
  table.declaration = declaration
  // Tables are mostly declared at the top level of a module. Seeds in the same synchronous code
  // belong to the declaration, and the next test file starts with them again.
  void Promise.resolve().then(() => (declaration.isOver = true))
  return name
}

function setTimeToLive(world: World, TableName: string, AttributeName: string): void {
  const TimeToLiveSpecification = { AttributeName, Enabled: true }
  setOrUndo(world, TableName, 'timeToLive', () =>
    runQuietly(world, 'UpdateTimeToLive', { TableName, TimeToLiveSpecification }),
  )
}

/** All or nothing: removes the table again if a setting is refused. */
function setOrUndo(world: World, name: string, setting: string, set: () => void): void {
  try {
    set()
  } catch (error) {
    ownTables(stateIn(world)).delete(name)
    if (!isServiceError(error)) throw error
    throw new MisuseError(`new Table('${name}'): ${setting}: ${error.message}`)
  }
}
