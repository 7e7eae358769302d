/** Records of a table's stream that no write led to, for sample events. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { streamArn } from '../schema/definition.ts'
import { stateIn, tableOf } from '../state/state.ts'
import { describeRecord } from '../storage/describe-record.ts'
import { appendRecord, createStreamLog, type StreamLog } from '../storage/stream-log.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

interface Change {
  readonly old?: object
  readonly new?: object
}

/** 2026-01-01T00:00:00Z, so that the records are the same in every run. */
const AT = 1_767_225_600_000

/** Returns the records of these changes in the form of a function's event. */
export function sampleRecords(
  world: World,
  tableName: string,
  changes: readonly Change[],
): Record<string, unknown>[] {
  const { definition, stream } = tableOf(stateIn(world), tableName, world.clock)
  const label = stream?.label ?? new Date(AT).toISOString().slice(0, -1)
  const log: StreamLog = createStreamLog({
    arn: stream?.arn ?? streamArn(definition, label),
    label,
    tableName: definition.name,
    key: definition.key,
    viewType: stream?.viewType ?? 'NEW_AND_OLD_IMAGES',
    createdAt: AT,
  })
  return changes.map((change, i) => {
    const site = { caller: `events.dynamodb, change ${i}` }
    if (change.new === undefined && change.old === undefined) {
      throw new MisuseError(
        `events.dynamodb() received a change without an item at ${i}.`,
        '{ new: item }, { old: item } or both',
      )
    }
    const record = appendRecord(
      log,
      {
        at: AT,
        oldItem: change.old && toStored(change.old, site),
        newItem: change.new && toStored(change.new, site),
        expired: false,
        cause: world.journal.root,
      },
      Infinity,
    )
    const shown = JSON.stringify(describeRecord(log, record, world))
    return { ...(JSON.parse(shown) as object), eventSourceARN: log.arn }
  })
}

/** As a table keeps it: with canonical numbers, and sets in order. */
const toStored = (item: object, site: CallSite): Item => checkItemValues(toItem(item, site))
