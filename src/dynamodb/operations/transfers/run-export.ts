/**
 * Writes the files of an export.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { JournalRecord } from '../../../core/journal.ts'
import type { World } from '../../../core/world/world.ts'
import { transitionMilliseconds } from '../../options.ts'
import { stateIn, type TableState } from '../../state/state.ts'
import { withTransfer, type Export, type TransferOutcome } from '../../state/transfer-state.ts'
import { accessTo, failureOf } from './bucket.ts'

export interface ExportPlan {
  readonly id: string
  readonly table: TableState
  readonly bucket: string
  readonly prefix: string | undefined
  readonly encryption: { readonly algorithm: 'AES256' | 'KMS'; readonly keyId: string | undefined }
  readonly lines: readonly string[]
  /** Members of the summary that only this kind of export has. */
  readonly summary: Readonly<Record<string, unknown>>
  readonly version: string
  readonly isIncremental: boolean
}

const md5 = (content: string | Uint8Array, encoding: 'base64' | 'hex'): string =>
  createHash('md5').update(content).digest(encoding)

/** Runs an export that has begun. `idle` sees it through. Never rejects for what AWS would say. */
export async function runExport(
  world: World,
  begun: Export,
  plan: ExportPlan,
  cause: JournalRecord,
): Promise<TransferOutcome> {
  const done = world.work.begin(() => `the export ${plan.id} of ${plan.table.definition.name}`)
  try {
    const written = await writeFiles(world, begun, plan, cause)
    return finish(world, begun, written)
  } catch (error) {
    const failure = failureOf(error)
    return finish(world, begun, { failure, members: {} })
  } finally {
    done()
  }
}

function finish(
  world: World,
  begun: Export,
  outcome: Omit<TransferOutcome, 'at'>,
): TransferOutcome {
  const ended = { ...outcome, at: begun.startedAt + transitionMilliseconds(world) }
  const state = stateIn(world)
  // The world may have been reset or restored in the meantime.
  if (state.exports.has(begun.arn)) {
    state.exports = withTransfer(state.exports, { ...begun, outcome: ended })
  }
  return ended
}

async function writeFiles(
  world: World,
  { arn, startedAt }: Export,
  plan: ExportPlan,
  cause: JournalRecord,
): Promise<Omit<TransferOutcome, 'at'>> {
  const { id, table, lines, isIncremental } = plan
  const base = [...(plan.prefix ? [plan.prefix] : []), 'AWSDynamoDB'].join('/')
  const folder = `${base}/${id}`
  const { put } = accessTo(world, plan.bucket, cause)
  const { algorithm, keyId } = plan.encryption
  const encryption = {
    ServerSideEncryption: algorithm === 'KMS' ? 'aws:kms' : 'AES256',
    ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
  }
  await put(`${folder}/_started`, '', encryption)
  const name = world.ids.text('exportFile', 26)
  // The data of incremental exports is in a folder that all exports share.
  const dataKey = `${isIncremental ? base : folder}/data/${name}.json.gz`
  const text = lines.map((line) => `${line}\n`).join('')
  const data = gzipSync(text)
  await put(dataKey, data, encryption)
  const files = `${JSON.stringify({
    itemCount: lines.length,
    md5Checksum: md5(data, 'base64'),
    etag: md5(data, 'hex'),
    dataFileS3Key: dataKey,
  })}\n`
  const manifestKey = `${folder}/manifest-files.json`
  await put(manifestKey, files, encryption)
  await put(`${folder}/manifest-files.checksum`, md5(files, 'base64'), encryption)
  const billed = isIncremental ? Buffer.byteLength(text) : table.items.bytes
  const summary = JSON.stringify({
    version: plan.version,
    exportArn: arn,
    startTime: new Date(startedAt).toISOString(),
    endTime: new Date(world.clock.now()).toISOString(),
    tableArn: table.definition.arn,
    tableId: table.definition.id,
    ...plan.summary,
    s3Bucket: plan.bucket,
    s3Prefix: plan.prefix ?? null,
    s3SseAlgorithm: algorithm,
    s3SseKmsKeyId: keyId ?? null,
    manifestFilesS3Key: manifestKey,
    billedSizeBytes: billed,
    itemCount: lines.length,
    outputFormat: 'DYNAMODB_JSON',
    ...(isIncremental && { exportType: 'INCREMENTAL_EXPORT' }),
  })
  await put(`${folder}/manifest-summary.json`, summary, encryption)
  await put(`${folder}/manifest-summary.checksum`, md5(summary, 'base64'), encryption)
  return {
    members: {
      ExportManifest: `${folder}/manifest-summary.json`,
      BilledSizeBytes: billed,
      ItemCount: lines.length,
    },
  }
}
