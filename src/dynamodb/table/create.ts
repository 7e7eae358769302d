/** `new Table(...)`: from a schema, or from what the SDK's CreateTable takes, to a table that is there. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import type { World } from '../../core/world.ts'
import { tableNamed } from '../state/existing-table.ts'
import { ownTable, ownTables, setDefinition, type TableState, stateIn } from '../state/state.ts'
import { runQuietly, type TableHandle } from './access.ts'
import { toCreateTableInput, type AnySchema, type CreateTableInput } from './schema.ts'

/** What `createRegion()` gives, as far as this room needs to know it. */
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

/** Given in place of a schema: a handle on a table, with nothing created. */
export interface ExistingTable {
  readonly [existingKey]: World
}

export const existingIn = (world: World): ExistingTable => ({ [existingKey]: world })

/** Creates the table and says where it is. Leaves no record: like seeds, it is how the test begins. */
export function createTable(
  nameOrInput: string | CreateTableInput,
  schemaOrOptions: AnySchema | TableOptions | ExistingTable | undefined,
  options: TableOptions | undefined,
): TableHandle {
  if (typeof nameOrInput !== 'string') {
    const home = homeOf(schemaOrOptions as TableOptions | undefined, 'new Table')
    return { name: create(home, checkInput(nameOrInput)), home }
  }
  const name = nameOrInput
  if (schemaOrOptions && existingKey in schemaOrOptions) {
    return { name, home: schemaOrOptions[existingKey] }
  }
  const home = homeOf(options, `new Table('${name}')`)
  const schema = checkSchema(name, schemaOrOptions)
  create(home, toCreateTableInput(name, schema))
  if (schema.timeToLive !== undefined) setTimeToLive(home, name, schema.timeToLive)
  return { name, home }
}

function homeOf(options: TableOptions | undefined, caller: string): World {
  if (options !== undefined) checkNames(options, caller, ['region'])
  return worldOfRegion(options?.region, caller)
}

function checkSchema(name: string, schema: unknown): AnySchema {
  if (typeof schema === 'object' && schema !== null) return schema as AnySchema
  throw new MisuseError(
    `new Table('${name}') got ${schema === undefined ? 'no schema' : nameOf(schema)}.`,
    "one such as { partitionKey: 'id' }",
    `For a table that exists already: region.table('${name}').`,
  )
}

function checkInput(input: unknown): CreateTableInput {
  if (typeof input === 'object' && input !== null) return input as CreateTableInput
  throw new MisuseError(
    `new Table got ${nameOf(input)}.`,
    "a name and a schema, or CreateTable's input",
  )
}

function create(world: World, input: CreateTableInput): string {
  world.checkWritable()
  const name = String(input.TableName)
  if (tableNamed(stateIn(world), name, world)) {
    throw existingResource('a table', name, `region.table('${name}')`)
  }
  runQuietly(world, 'CreateTable', input)
  const table = ownTable(stateIn(world), name)
  finishCreation(table)
  const declaration = { isOver: false }
  table.declaration = declaration
  // Mostly that code is a module's top level. Its seeds are there again in the next test file.
  void Promise.resolve().then(() => (declaration.isOver = true))
  return name
}

/** The next line of the test uses the table: it is ACTIVE, also where `tableStatus` makes creation take time. */
function finishCreation(table: TableState): void {
  const { transition, ...definition } = table.definition
  if (!transition) return
  const indexes = definition.indexes.map(({ transition: _, ...index }) => index)
  setDefinition(table, { ...definition, indexes })
}

/** All or nothing: a table whose time to live is refused is not there. */
function setTimeToLive(world: World, TableName: string, AttributeName: string): void {
  const TimeToLiveSpecification = { AttributeName, Enabled: true }
  try {
    runQuietly(world, 'UpdateTimeToLive', { TableName, TimeToLiveSpecification })
  } catch (error) {
    ownTables(stateIn(world)).delete(TableName)
    if (!isServiceError(error)) throw error
    throw new MisuseError(`new Table('${TableName}'): timeToLive: ${error.message}`)
  }
}
