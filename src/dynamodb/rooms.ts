/**
 * The modules that load on first use. The build turns these imports into lazy ones
 * (scripts/build/rooms-file.ts), so call these functions inside functions only: a call at the top
 * level of a module would load the module at start.
 */
import * as backups from './operations/backups/index.ts'
import * as batches from './operations/items/batches.ts'
import * as dynamodb from './index.ts'
import * as dynamodbStreams from './streams/index.ts'
import * as expressions from './expressions/index.ts'
import * as kinesisDestinations from './operations/kinesis/index.ts'
import * as kinesisRecords from './storage/kinesis-record.ts'
import * as laterShapes from './api/shapes/later.ts'
import * as dynamodbPermissions from './requests/permissions.ts'
import * as legacyGlobalTables from './operations/global-tables/index.ts'
import * as maintenance from './state/maintenance.ts'
import * as partiql from './operations/partiql/index.ts'
import * as replication from './replication/index.ts'
import * as recipe from './table/recipe.ts'
import * as search from './table/search.ts'
import * as sampleRecords from './streams/sample-records.ts'
import * as searches from './operations/items/searches.ts'
import * as streamTo from './table/stream-to.ts'
import * as switches from './room/run-with-options.ts'
import * as tablePolicies from './operations/policies/index.ts'
import * as tableTransfers from './operations/transfers/index.ts'
import * as tableCaches from './cache/index.ts'
import * as tableContent from './table/content.ts'
import * as tableFaults from './table/faults.ts'
import * as tableHints from './table/hints.ts'
import * as tableManagement from './operations/table-management.ts'
import * as tableOptions from './table/options.ts'
import * as tableProperties from './table/definition/from-properties.ts'
import * as tableReads from './table/read.ts'
import * as tableReplicas from './table/replicas.ts'
import * as tableRecords from './table/records.ts'
import * as templateReplicas from './template-replicas.ts'
import * as transactions from './operations/items/transactions.ts'
import * as updates from './operations/items/update-item.ts'
import * as vectors from './operations/vectors/index.ts'
import * as dynamodbTemplates from './cloudformation.ts'
import * as tableMetrics from './room/metrics.ts'

export const rooms = {
  dynamodbTemplates: (): typeof dynamodbTemplates => dynamodbTemplates,
  tableMetrics: (): typeof tableMetrics => tableMetrics,
  backups: (): typeof backups => backups,
  batches: (): typeof batches => batches,
  dynamodb: (): typeof dynamodb => dynamodb,
  dynamodbStreams: (): typeof dynamodbStreams => dynamodbStreams,
  expressions: (): typeof expressions => expressions,
  kinesisDestinations: (): typeof kinesisDestinations => kinesisDestinations,
  kinesisRecords: (): typeof kinesisRecords => kinesisRecords,
  laterShapes: (): typeof laterShapes => laterShapes,
  dynamodbPermissions: (): typeof dynamodbPermissions => dynamodbPermissions,
  legacyGlobalTables: (): typeof legacyGlobalTables => legacyGlobalTables,
  maintenance: (): typeof maintenance => maintenance,
  partiql: (): typeof partiql => partiql,
  replication: (): typeof replication => replication,
  recipe: (): typeof recipe => recipe,
  search: (): typeof search => search,
  sampleRecords: (): typeof sampleRecords => sampleRecords,
  searches: (): typeof searches => searches,
  streamTo: (): typeof streamTo => streamTo,
  switches: (): typeof switches => switches,
  tablePolicies: (): typeof tablePolicies => tablePolicies,
  tableTransfers: (): typeof tableTransfers => tableTransfers,
  tableCaches: (): typeof tableCaches => tableCaches,
  tableContent: (): typeof tableContent => tableContent,
  tableFaults: (): typeof tableFaults => tableFaults,
  tableHints: (): typeof tableHints => tableHints,
  tableManagement: (): typeof tableManagement => tableManagement,
  tableOptions: (): typeof tableOptions => tableOptions,
  tableProperties: (): typeof tableProperties => tableProperties,
  tableReads: (): typeof tableReads => tableReads,
  tableReplicas: (): typeof tableReplicas => tableReplicas,
  tableRecords: (): typeof tableRecords => tableRecords,
  templateReplicas: (): typeof templateReplicas => templateReplicas,
  transactions: (): typeof transactions => transactions,
  updates: (): typeof updates => updates,
  vectors: (): typeof vectors => vectors,
}
