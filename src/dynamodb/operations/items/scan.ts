/** Scan. AWS: API_Scan.html */
import type { Operation } from '../../../core/world/world.ts'
import { startKeyInvalid, startKeyMismatch, startKeyOfOtherSegment } from '../../reads/errors.ts'
import { documentPathsOf } from '../../expressions/condition.ts'
import { checkKeyPaths } from '../../expressions/projections.ts'
import { readPage, type PageOutput } from '../../reads/page.ts'
import { checkSelect, readsTable, sourceOf, type ReadSource } from '../../reads/source.ts'
import { checkScan, type ScanInput, type ScanRequest } from '../../reads/scan-request.ts'
import { isInSegment, segmentBounds } from '../../keys/segments.ts'
import {
  checkStartAttributes,
  checkStartKeyCount,
  checkStartTableKey,
  startPositionOf,
} from '../../reads/start-key.ts'
import { printPage } from '../../reads/print-items.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import type { Bound } from '../../keys/position.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

const checkConstraints = constraintsFor('Scan')

export const scan: Operation<DynamoDbState, ScanInput, PageOutput> = {
  name: 'Scan',
  parse: parserOf<ScanInput>('Scan'),
  print: printPage,
  run(state, input, { world }) {
    checkConstraints(input)
    const request = checkScan(input)
    const table = tableOf(state, input.TableName, world.clock)
    const source = sourceOf(table, input, world.clock, 'Scan')
    const start = checkAgainst(source, input, request)
    const { from, to } = segmentBounds(input)
    const { filter, projection } = request
    return readPage(source, input, {
      from: start ?? from,
      to,
      descending: false,
      filter,
      projection,
      readsTable: readsTable(source, input.Select, projection),
    })
  },
}

/**
 * The checks that need the key schema, in AWS's order. Returns the bound after the starting key.
 */
function checkAgainst(
  source: ReadSource,
  input: ScanInput,
  { startKey, filter, projection }: ScanRequest,
): Bound | undefined {
  const { plan } = source.table
  if (startKey) {
    checkStartKeyCount(source, startKey, source.index ? startKeyInvalid : startKeyMismatch)
    if (source.index) checkStartAttributes(source, startKey)
  }
  checkSelect(source, input.Select)
  const start = startKey && startAt(source, input, startKey)
  if (projection) checkKeyPaths(plan, projection.paths)
  if (filter) checkKeyPaths(plan, documentPathsOf(filter))
  return start
}

function startAt(
  source: ReadSource,
  input: ScanInput,
  startKey: NonNullable<ScanRequest['startKey']>,
): Bound {
  checkStartTableKey(source, startKey)
  const position = startPositionOf(source, startKey)
  if (!isInSegment(input, position.hash)) {
    const { Segment = 0, TotalSegments = 1 } = input
    throw startKeyOfOtherSegment(Segment, TotalSegments)
  }
  return { ...position, side: 1 }
}
