/** `table.exportTo`. */
import { checkNames, shownValue } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import { currentCause } from '../../../core/world/context.ts'
import { startExport } from './start-export.ts'

/** Options of `table.exportTo`. */
export interface ExportOptions {
  /** The beginning of the objects' keys, without a slash at its end. Default: none. */
  readonly prefix?: string
}

/** The result of `table.exportTo`. */
export interface TableExport {
  readonly arn: string
  readonly itemCount: number
  /** The key of the summary, from which all other files are found. */
  readonly manifest: string
}

/** Exports a table as it is now, and resolves when the files are there. */
export async function exportTable(
  world: World,
  tableArn: string,
  bucket: string | { readonly name: string },
  options: ExportOptions,
  caller: string,
): Promise<TableExport> {
  checkNames(options, caller, ['prefix'])
  const name: unknown = typeof bucket === 'string' ? bucket : bucket?.name
  if (typeof name !== 'string') {
    throw new MisuseError(`${caller} received ${shownValue(bucket)}.`, 'a bucket or its name')
  }
  world.checkWritable()
  const { prefix } = options
  const input = {
    TableArn: tableArn,
    S3Bucket: name,
    ...(prefix !== undefined && { S3Prefix: prefix }),
  }
  const started = startExport(input, world, currentCause(world), { needsRecovery: false })
  const outcome = await started.ended
  if (!outcome || outcome.failure) {
    throw new MisuseError(
      `${caller}: ${outcome?.failure?.message ?? 'the export did not run'}`,
      'a bucket of this region: region.createBucket(...)',
    )
  }
  const { ExportManifest, ItemCount } = outcome.members
  return {
    arn: started.begun.arn,
    itemCount: ItemCount as number,
    manifest: ExportManifest as string,
  }
}
