/** The operations on tables themselves. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state/state.ts'
import { createTable } from './tables/create-table.ts'
import { deleteTable } from './tables/delete-table.ts'
import { describeEndpoints } from './tables/describe-endpoints.ts'
import { describeLimits } from './tables/describe-limits.ts'
import { describeTable } from './tables/describe-table.ts'
import { describeTimeToLive } from './time-to-live/describe-time-to-live.ts'
import { listTables } from './tables/list-tables.ts'
import { ofTags } from './of-tags.ts'
import { updateTable } from './tables/update-table.ts'
import { updateTimeToLive } from './time-to-live/update-time-to-live.ts'

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
