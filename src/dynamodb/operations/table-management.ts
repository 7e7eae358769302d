/**
 * The operations on tables that few tests call: all but CreateTable and DescribeTable. They load at
 * their first use.
 */
export { deleteTable } from './tables/delete-table.ts'
export { describeEndpoints } from './tables/describe-endpoints.ts'
export { describeLimits } from './tables/describe-limits.ts'
export { listTables } from './tables/list-tables.ts'
export { updateTable } from './tables/update-table.ts'
export { listTagsOfResource } from './tags/list-tags-of-resource.ts'
export { tagResource } from './tags/tag-resource.ts'
export { untagResource } from './tags/untag-resource.ts'
export { describeTimeToLive } from './time-to-live/describe-time-to-live.ts'
export { updateTimeToLive } from './time-to-live/update-time-to-live.ts'
