/**
 * The rules of global tables with multi-Region strong consistency.
 * AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.consistency-modes
 */
import type { TableState } from '../state/state.ts'
import { notEmpty, notWithStrong, outsideRegionSet, wrongStrongMembers } from './errors.ts'

const REGION_SETS: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
]

/** Checks the regions that a group has after a change. */
export function checkStrongGroup(
  { definition, items }: TableState,
  regions: readonly string[],
  witness: string | undefined,
): void {
  const voting = witness === undefined ? regions : [...regions, witness]
  // Without its other members the table is an ordinary one again.
  if (definition.replication && voting.length === 1) return
  const isWhole = new Set(voting).size === 3 && voting.length === 3 && regions.length >= 2
  const isSame =
    definition.replication === undefined ||
    (definition.replication.replicas.length === regions.length &&
      definition.replication.witness === witness)
  if (!isWhole || !isSame) throw wrongStrongMembers()
  if (!REGION_SETS.some((set) => voting.every((region) => set.includes(region)))) {
    throw outsideRegionSet(voting)
  }
  if (definition.replication) return
  if (items.size > 0) throw notEmpty(definition.name)
  if (definition.indexes.some(({ kind }) => kind === 'local')) {
    throw notWithStrong('Local secondary indexes are')
  }
  if (definition.timeToLive?.enabled) throw notWithStrong('Time to live is')
}
