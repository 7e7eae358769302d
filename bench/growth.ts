/** Miniregion's own figures at one size, or independent of size. Each run has a fresh process. */
import { measureBucket, measureBucketCalls, measureLargeObject } from './buckets.js'
import { measureEvaluations } from './evaluation.js'
import { measureStreamRecords } from './event-sources.js'
import { measureGateways } from './gateways.js'
import { measureInvocations } from './invocations.js'
import { measureDeliveries, measureFanOut, measureMessageCalls } from './messages.js'
import { measurePermissions } from './permissions.js'
import { measureRules, measureYear } from './schedules.js'
import { measureQueue, measureQueueCalls } from './queue.js'
import { measureCachedRead, measureProcess, measureReplication } from './regions.js'
import { measureCreateRegion } from './request.js'
import { measureStacks } from './stacks.js'
import { measureMemory, measureTable, measureVectors } from './table.js'
import { measureUsers } from './users.js'
import { serve } from './worker.js'

serve({
  table: measureTable,
  vectors: measureVectors,
  memory: measureMemory,
  createRegion: measureCreateRegion,
  streamRecords: measureStreamRecords,
  invocations: measureInvocations,
  gateways: measureGateways,
  bucket: measureBucket,
  bucketCalls: measureBucketCalls,
  largeObject: measureLargeObject,
  permissions: measurePermissions,
  evaluations: measureEvaluations,
  queue: measureQueue,
  queueCalls: measureQueueCalls,
  messageCalls: measureMessageCalls,
  deliveries: measureDeliveries,
  fanOut: measureFanOut,
  rules: measureRules,
  stacks: measureStacks,
  year: measureYear,
  users: measureUsers,
  replication: measureReplication,
  cachedRead: measureCachedRead,
  process: measureProcess,
})
