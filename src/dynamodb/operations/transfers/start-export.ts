/** Checks the request of an export and begins it. AWS: API_ExportTableToPointInTime.html */
import { isDeepStrictEqual } from 'node:util'
import { parseArn } from '../../../core/arn.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import type { JournalRecord } from '../../../core/journal.ts'
import type { World } from '../../../core/world/world.ts'
import { noPointInTime } from '../../backups/errors.ts'
import { toSeconds } from '../../state/describe-table.ts'
import { existingTable } from '../../state/existing-table.ts'
import { stateIn, tableNameOf, type TableState } from '../../state/state.ts'
import { withTransfer, type Export, type TransferOutcome } from '../../state/transfer-state.ts'
import {
  exportConflict,
  incrementalNeeded,
  incrementalOnly,
  invalidExportTime,
  invalidTableArn,
  keyNeedsKms,
  tableNotFound,
} from './errors.ts'
import { changedLines, fullLines } from './export-lines.ts'
import { runExport, type ExportPlan } from './run-export.ts'

export interface ExportInput {
  readonly TableArn: string
  /** Seconds since 1970, as all times of requests. */
  readonly ExportTime?: number
  readonly ClientToken?: string
  readonly S3Bucket: string
  readonly S3BucketOwner?: string
  readonly S3Prefix?: string
  readonly S3SseAlgorithm?: 'AES256' | 'KMS'
  readonly S3SseKmsKeyId?: string
  readonly ExportFormat?: 'DYNAMODB_JSON' | 'ION'
  readonly ExportType?: 'FULL_EXPORT' | 'INCREMENTAL_EXPORT'
  readonly IncrementalExportSpecification?: {
    readonly ExportFromTime?: number
    readonly ExportToTime?: number
    readonly ExportViewType?: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES'
  }
  readonly FilterSpecification?: object
}

export interface StartedExport {
  readonly begun: Export
  /** Undefined for the repetition of a request. */
  readonly ended: Promise<TransferOutcome> | undefined
}

interface Options {
  /** A handle exports its table as it is, also without point-in-time recovery. */
  readonly needsRecovery: boolean
}

export function startExport(
  input: ExportInput,
  world: World,
  cause: JournalRecord,
  { needsRecovery }: Options = { needsRecovery: true },
): StartedExport {
  const state = stateIn(world)
  checkSimulated(input)
  if (!parseArn(input.TableArn)) throw invalidTableArn()
  const table = existingTable(state, input.TableArn, world, () => tableNotFound(input.TableArn))
  if (input.S3SseKmsKeyId !== undefined && input.S3SseAlgorithm !== 'KMS') throw keyNeedsKms()
  const { definition } = table
  if (needsRecovery && !definition.pointInTime) throw noPointInTime(definition.name)
  const now = world.clock.now()
  const earlier = repeated(input, world)
  if (earlier) return { begun: earlier, ended: undefined }
  const range = rangeOf(input, table, now, needsRecovery)
  const id = `${String(now).padStart(14, '0')}-${world.ids.text('export', 8, '0123456789abcdef')}`
  const type = input.ExportType ?? 'FULL_EXPORT'
  const token = input.ClientToken ?? world.ids.uuid('exportToken')
  const begun: Export = {
    arn: `${definition.arn}/export/${id}`,
    tableArn: definition.arn,
    type,
    token,
    request: input,
    description: describe(input, table, { token, type, range, now }),
    startedAt: now,
    outcome: undefined,
  }
  state.exports = withTransfer(state.exports, begun)
  const plan = planOf(input, table, range, id, world)
  return { begun, ended: runExport(world, begun, plan, cause) }
}

function checkSimulated({ ExportFormat, FilterSpecification }: ExportInput): void {
  const operation = 'ExportTableToPointInTime'
  if (ExportFormat === 'ION') {
    const parameter = 'ExportFormat ION'
    throw new UnsupportedError({ service: 'DynamoDB', operation, parameter })
  }
  if (FilterSpecification !== undefined) {
    const parameter = 'FilterSpecification'
    throw new UnsupportedError({ service: 'DynamoDB', operation, parameter })
  }
}

const TOKEN_MS = 8 * 3_600_000

/** AWS: API_ExportTableToPointInTime.html (ClientToken): valid for eight hours. */
function repeated(input: ExportInput, world: World): Export | undefined {
  if (input.ClientToken === undefined) return undefined
  const table = tableNameOf(input.TableArn)
  for (const each of stateIn(world).exports.values()) {
    if (each.token !== input.ClientToken || tableNameOf(each.tableArn) !== table) continue
    if (world.clock.now() >= each.startedAt + TOKEN_MS) continue
    if (isDeepStrictEqual(each.request, input)) return each
    throw exportConflict()
  }
  return undefined
}

/** The times of an export. A full one has only `to`. */
interface ExportRange {
  readonly from: number | undefined
  readonly to: number
  readonly view: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES'
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

function rangeOf(
  input: ExportInput,
  { definition }: TableState,
  now: number,
  needsRecovery: boolean,
): ExportRange {
  const { IncrementalExportSpecification: specification, ExportTime } = input
  const isIncremental = input.ExportType === 'INCREMENTAL_EXPORT'
  if (!isIncremental && specification) throw incrementalOnly()
  if (isIncremental && !specification) throw incrementalNeeded()
  const { enabledAt = needsRecovery ? now : 0, days = 35 } = definition.pointInTime ?? {}
  const earliest = Math.max(enabledAt, now - days * DAY_MS)
  const check = (time: number, what: string): number => {
    // Requests have whole seconds, so a second that has begun counts.
    if (Math.floor(time / 1000) >= Math.floor(earliest / 1000) && time <= now) return time
    throw invalidExportTime(
      `${what} must be between ${new Date(earliest).toISOString()} and ${new Date(now).toISOString()}`,
    )
  }
  const view = specification?.ExportViewType ?? 'NEW_AND_OLD_IMAGES'
  if (!isIncremental) {
    const to = ExportTime === undefined ? now : check(ExportTime * 1000, 'ExportTime')
    return { from: undefined, to, view }
  }
  const { ExportFromTime, ExportToTime } = specification ?? {}
  if (ExportFromTime === undefined) throw incrementalNeeded()
  const from = check(ExportFromTime * 1000, 'ExportFromTime')
  const to = ExportToTime === undefined ? now : check(ExportToTime * 1000, 'ExportToTime')
  // AWS: S3DataExport_Requesting.html: 15 minutes to 24 hours.
  if (to - from < 15 * MINUTE_MS || to - from > DAY_MS) {
    throw invalidExportTime(
      'The difference between ExportFromTime and ExportToTime must be at least 15 minutes and at most 24 hours',
    )
  }
  return { from, to, view }
}

function planOf(
  input: ExportInput,
  table: TableState,
  { from, to, view }: ExportRange,
  id: string,
  world: World,
): ExportPlan {
  const iso = (time: number): string => new Date(time).toISOString()
  const common = {
    id,
    table,
    bucket: input.S3Bucket,
    prefix: input.S3Prefix,
    encryption: { algorithm: input.S3SseAlgorithm ?? 'AES256', keyId: input.S3SseKmsKeyId },
  } as const
  if (from === undefined) {
    const lines = fullLines(table, to)
    const summary = { exportTime: iso(to) }
    return { ...common, lines, version: '2020-06-30', isIncremental: false, summary }
  }
  return {
    ...common,
    lines: changedLines(table, { from, to, hasOldImages: view === 'NEW_AND_OLD_IMAGES' }, world),
    version: '2023-08-01',
    isIncremental: true,
    summary: { exportFromTime: iso(from), exportToTime: iso(to), outputView: view },
  }
}

interface Described {
  readonly token: string
  readonly type: Export['type']
  readonly range: ExportRange
  readonly now: number
}

/** AWS: API_ExportDescription.html */
const describe = (
  input: ExportInput,
  { definition }: TableState,
  { token, type, range, now }: Described,
): Export['description'] => ({
  StartTime: toSeconds(now),
  TableArn: definition.arn,
  TableId: definition.id,
  ...(range.from === undefined && { ExportTime: toSeconds(range.to) }),
  ClientToken: token,
  S3Bucket: input.S3Bucket,
  ...(input.S3BucketOwner !== undefined && { S3BucketOwner: input.S3BucketOwner }),
  ...(input.S3Prefix !== undefined && { S3Prefix: input.S3Prefix }),
  S3SseAlgorithm: input.S3SseAlgorithm ?? 'AES256',
  ...(input.S3SseKmsKeyId !== undefined && { S3SseKmsKeyId: input.S3SseKmsKeyId }),
  ExportFormat: 'DYNAMODB_JSON',
  ExportType: type,
  ...(range.from !== undefined && {
    IncrementalExportSpecification: {
      ExportFromTime: toSeconds(range.from),
      ExportToTime: toSeconds(range.to),
      ExportViewType: range.view,
    },
  }),
})
