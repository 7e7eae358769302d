/**
 * The operations on global tables of version 2017.11.29. An account without such tables, as every
 * account here is, has none to describe, list or change; those of the current version do not count.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_versions.html
 */
import { ServiceError, UnsupportedError } from '../../../core/errors.ts'
import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { DynamoDbState } from '../../state/state.ts'

interface Input {
  readonly GlobalTableName: string
}

// Unverified: the text.
const globalTableNotFound = (name: string): ServiceError =>
  new ServiceError(
    'GlobalTableNotFoundException',
    `Global table not found: Global table with name: '${name}' does not exist.`,
  )

const checkCreate = constraintsFor('CreateGlobalTable')
const checkDescribe = constraintsFor('DescribeGlobalTable')
const checkUpdate = constraintsFor('UpdateGlobalTable')
const checkList = constraintsFor('ListGlobalTables')

/** AWS: API_CreateGlobalTable.html: for version 2017.11.29 alone, which AWS advises against. */
export const createGlobalTable: Operation<DynamoDbState, Input> = {
  name: 'CreateGlobalTable',
  parse: parserOf('CreateGlobalTable'),
  run(_state, input) {
    checkCreate(input)
    throw new UnsupportedError(
      { service: 'DynamoDB', operation: 'CreateGlobalTable' },
      'It makes tables of the version 2017.11.29. UpdateTable with ReplicaUpdates makes those of the current one.',
    )
  },
}

/** AWS: API_DescribeGlobalTable.html */
export const describeGlobalTable: Operation<DynamoDbState, Input> = {
  name: 'DescribeGlobalTable',
  parse: parserOf('DescribeGlobalTable'),
  run(_state, input) {
    checkDescribe(input)
    throw globalTableNotFound(input.GlobalTableName)
  },
}

/** AWS: API_UpdateGlobalTable.html */
export const updateGlobalTable: Operation<DynamoDbState, Input> = {
  name: 'UpdateGlobalTable',
  parse: parserOf('UpdateGlobalTable'),
  run(_state, input) {
    checkUpdate(input)
    throw globalTableNotFound(input.GlobalTableName)
  },
}

/** AWS: API_ListGlobalTables.html */
export const listGlobalTables: Operation<DynamoDbState, object> = {
  name: 'ListGlobalTables',
  parse: parserOf('ListGlobalTables'),
  run(_state, input) {
    checkList(input)
    return { GlobalTables: [] }
  },
}
