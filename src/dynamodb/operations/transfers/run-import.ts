/** Puts the items of an import into its table. */
import { isServiceError } from '../../../core/errors.ts'
import type { JournalRecord } from '../../../core/journal.ts'
import type { World } from '../../../core/world/world.ts'
import { transitionMilliseconds } from '../../options.ts'
import { ownTable, stateIn } from '../../state/state.ts'
import { withTransfer, type Import, type TransferOutcome } from '../../state/transfer-state.ts'
import { importItem, prepareSeeds } from '../../storage/content.ts'
import { accessTo, failureOf } from './bucket.ts'
import type { ImportInput } from './import-input.ts'
import { readSource, type Line, type SourceFormat } from './read-source.ts'

/** Runs an import that has begun. `idle` sees it through. */
export async function runImport(
  world: World,
  begun: Import,
  input: ImportInput,
  cause: JournalRecord,
): Promise<void> {
  const { TableName: name } = input.TableCreationParameters
  const done = world.work.begin(() => `the import of ${name}`)
  try {
    const outcome = await imported(world, name, input, cause)
    finish(world, begun, outcome)
  } catch (error) {
    finish(world, begun, { failure: failureOf(error), members: {} })
  } finally {
    done()
  }
}

function finish(world: World, begun: Import, outcome: Omit<TransferOutcome, 'at'>): void {
  const state = stateIn(world)
  // The world may have been reset or restored in the meantime.
  if (!state.imports.has(begun.arn)) return
  const ended = { ...outcome, at: begun.startedAt + transitionMilliseconds(world) }
  state.imports = withTransfer(state.imports, { ...begun, outcome: ended })
}

/** How many objects, bytes and lines there were, and how many items came of them. */
interface Counts {
  bytes: number
  lines: number
  items: number
}

async function imported(
  world: World,
  name: string,
  input: ImportInput,
  cause: JournalRecord,
): Promise<Omit<TransferOutcome, 'at'>> {
  const { S3Bucket, S3KeyPrefix = '' } = input.S3BucketSource
  const bucket = accessTo(world, S3Bucket, cause)
  const keys = (await bucket.list(S3KeyPrefix)).filter((key) => !key.endsWith('/'))
  // Unverified: the code and text.
  if (keys.length === 0) {
    const message = `The bucket ${S3Bucket} has no object with the prefix '${S3KeyPrefix}'`
    return { failure: { code: 'S3NoSuchKey', message }, members: {} }
  }
  const counts: Counts = { bytes: 0, lines: 0, items: 0 }
  for (const key of keys) {
    const content = await bucket.get(key)
    counts.bytes += content.length
    addLines(world, name, readSource(content, formatOf(world, name, input)), counts)
  }
  return {
    members: {
      ErrorCount: counts.lines - counts.items,
      ProcessedSizeBytes: counts.bytes,
      ProcessedItemCount: counts.lines,
      ImportedItemCount: counts.items,
    },
  }
}

function formatOf(world: World, name: string, input: ImportInput): SourceFormat {
  const { InputFormat, InputCompressionType: compression = 'NONE', InputFormatOptions } = input
  const { Delimiter: delimiter = ',', HeaderList: header } = InputFormatOptions?.Csv ?? {}
  const attributes = stateIn(world).tables.get(name)?.definition.attributes ?? []
  const format = InputFormat === 'CSV' ? 'CSV' : 'DYNAMODB_JSON'
  return { format, compression, delimiter, header, attributes }
}

/**
 * AWS: S3DataImport.HowItWorks.html: lines that are no valid items are left out and counted; the
 * last of several items with one key stays.
 */
function addLines(world: World, name: string, lines: readonly Line[], counts: Counts): void {
  const state = stateIn(world)
  if (!state.tables.has(name)) return
  const table = ownTable(state, name)
  for (const line of lines) {
    counts.lines++
    if (!line) continue
    try {
      const [seed] = prepareSeeds(table.plan, [line], (error) => {
        throw error
      })
      if (!seed) continue
      importItem(table, seed)
      counts.items++
    } catch (error) {
      if (!isServiceError(error)) throw error
    }
  }
}
