/**
 * Global tables: replication between AWS regions, their settings, partitions of the network. Loads
 * with the first global table or partition.
 */
export { describeUpdate } from './describe-update.ts'
export { everyReplica } from './content.ts'
export { checkMayLeave, describeReplicas, leaveGroup } from './group.ts'
export { healRegions, partitionRegions } from './partition.ts'
export { awaitForkedDelivery, replicate, shiftReplication } from './replicate.ts'
export { checkStrong, locksOfWrite } from './strong.ts'
export {
  checkGlobalChange,
  checkTimeToLive,
  syncSettings,
  syncTimeToLive,
} from './sync-settings.ts'
export { updateReplicas } from './update-replicas.ts'
export { conflictsOf } from './conflicts.ts'
