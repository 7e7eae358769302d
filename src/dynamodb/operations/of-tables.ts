/** The operations on tables themselves. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state.ts'
import { createTable } from './create-table.ts'
import { deleteTable } from './delete-table.ts'
import { describeEndpoints } from './describe-endpoints.ts'
import { describeLimits } from './describe-limits.ts'
import { describeTable } from './describe-table.ts'
import { describeTimeToLive } from './describe-time-to-live.ts'
import { listTables } from './list-tables.ts'
import { ofTags } from './of-tags.ts'
import { updateTable } from './update-table.ts'
import { updateTimeToLive } from './update-time-to-live.ts'

export const ofTables: readonly Operation<DynamoDbState>[] = [
  createTable,
  deleteTable,
  describeEndpoints,
  describeLimits,
  describeTable,
  describeTimeToLive,
  listTables,
  updateTable,
  updateTimeToLive,
  ...ofTags,
]
