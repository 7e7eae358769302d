/**
 * The lines of an export.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
import type { World } from '../../../core/world/world.ts'
import { pickKey } from '../../keys/key-checks.ts'
import { positionOf } from '../../keys/positions.ts'
import type { TableState } from '../../state/state.ts'
import { contentAt } from '../../storage/history.ts'
import type { WriteRecord } from '../../storage/write.ts'
import { equalItems } from '../../values/compare.ts'
import type { Item } from '../../values/values.ts'

/** Binary values are base64 on the wire and in files. */
const print = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member instanceof Uint8Array ? Buffer.from(member).toString('base64') : member,
  )

/** `{"Item": {...}}` for each item at a time. */
export const fullLines = (table: TableState, time: number): string[] =>
  contentAt(table, time)
    .items.items()
    .map((item) => print({ Item: item }))

interface Range {
  readonly from: number
  readonly to: number
  readonly hasOldImages: boolean
}

/** The net change of each item between two times. */
export function changedLines(table: TableState, range: Range, world: World): string[] {
  const before = contentAt(table, range.from).items
  const after = contentAt(table, range.to).items
  const { plan } = table
  const lines: string[] = []
  const add = (old: Item | undefined, next: Item | undefined): void => {
    if (old && next && equalItems(old, next)) return
    const keys = pickKey(plan.attributes, (next ?? old) as Item)
    lines.push(
      print({
        Metadata: {
          WriteTimestampMicros: { N: String(lastWrite(table, keys, range, world) * 1000) },
        },
        Keys: keys,
        ...(range.hasOldImages && old && { OldImage: old }),
        ...(next && { NewImage: next }),
      }),
    )
  }
  for (const item of after.items()) {
    add(before.get(positionOf(plan.key, item))?.item, item)
  }
  for (const item of before.items()) {
    if (!after.get(positionOf(plan.key, item))) add(item, undefined)
  }
  return lines
}

/** The time of the last write to an item in the range, as far as the journal keeps it. */
function lastWrite(
  { definition }: TableState,
  key: Item,
  { from, to }: Range,
  world: World,
): number {
  const writes = world.journal.of<WriteRecord>(
    'write',
    (write) =>
      write.tableId === definition.id &&
      write.at >= from &&
      write.at <= to &&
      equalItems(write.key, key),
  )
  return writes.at(-1)?.at ?? to
}
