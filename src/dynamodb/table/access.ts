/**
 * Access from a `Table` to its table. A handle is a name and a home world; every access resolves
 * the home to the world that the calling code runs in, so one handle works in every fork.
 */
import { formatArn } from '../../core/arn.ts'
import { nameOf } from '../../core/checks.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { atCaller, isUnsupportedError, MisuseError, UnsupportedError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { findTable, stateIn, tableOf, type TableState } from '../state/state.ts'
import { ownService, SERVICE_ID } from '../own-service.ts'
import { runDueMaintenance } from '../state/due-maintenance.ts'

/** The first argument of every function behind `Table`. */
export interface TableHandle {
  readonly name: string
  readonly home: World
}

export const worldOf = ({ home }: TableHandle): World => resolveWorld(home)

/** Runs an operation on the table through the pipeline of SDK calls, without faults. */
export const callTable = <Output>(handle: TableHandle, operation: string, input: object): Output =>
  worldOf(handle).callSync({ service: SERVICE_ID, operation, input, source: 'table' }) as Output

/** Runs an operation without a record, for set-up and for parts of another operation. */
export function runQuietly<Output>(world: World, operation: string, input: object): Output {
  const service = ownService(world)
  const { operations } = service.room()
  const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  if (!known) throw world.refuse(new UnsupportedError({ service: service.title, operation }))
  const { run, parse } = known
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: world.journal.root,
    requestId: '',
    service: SERVICE_ID,
    operation,
    resource: undefined,
    source: 'table',
    input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  // Control plane inputs come from the test author and may have undefined members. JSON drops them.
  const isControl = /Table|TimeToLive/.test(operation)
  const typed = isControl && parse ? parse(JSON.parse(JSON.stringify(input))) : input
  try {
    return run(world.state(service), typed, { world, record }) as Output
  } catch (error) {
    throw isUnsupportedError(error) ? world.refuse(error) : atCaller(error)
  }
}

/** Returns the table for reading. Throws AWS's error when the table does not exist. */
export function readTable(handle: TableHandle): TableState {
  const world = worldOf(handle)
  const state = stateIn(world)
  runDueMaintenance(state, world)
  try {
    return tableOf(state, handle.name, world.clock)
  } catch (error) {
    throw atCaller(error)
  }
}

/** Throws a MisuseError when the region has no such table. */
export function checkTableExists(world: World, nameOrArn: string): void {
  if (typeof nameOrArn !== 'string') {
    throw new MisuseError(`region.table() received ${nameOf(nameOrArn)}.`, "a table's name or ARN")
  }
  const { tables } = stateIn(world)
  if (findTable(stateIn(world), nameOrArn)) return
  throw missingResource('a table', nameOrArn, tables.keys())
}

/** The ARN. It depends on the region's options alone, so it does not need the current world. */
export const arnOf = ({ name, home }: TableHandle): string =>
  formatArn('dynamodb', home.options.region, home.options.accountId, `table/${name}`)
