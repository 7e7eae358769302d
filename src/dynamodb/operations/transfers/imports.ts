/** ImportTable, DescribeImport and ListImports. */
import { isDeepStrictEqual } from 'node:util'
import { UnsupportedError } from '../../../core/errors.ts'
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { CreateTableRequest } from '../../schema/requests.ts'
import { toSeconds } from '../../state/describe-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { withTransfer, type Import } from '../../state/transfer-state.ts'
import { createTable } from '../tables/create-table.ts'
import { describeTransfer, statusOf } from './describe-transfer.ts'
import { csvOnly, importConflict, importNotFound } from './errors.ts'
import { pageOf } from './page-of.ts'
import { checkCompression } from './read-source.ts'
import type { ImportInput } from './import-input.ts'
import { runImport } from './run-import.ts'

const checkImport = constraintsFor('ImportTable')
const checkDescribe = constraintsFor('DescribeImport')
const checkList = constraintsFor('ListImports')

/** AWS: API_ImportTable.html. The items come after the answer. */
export const importTable: Operation<DynamoDbState, ImportInput> = {
  name: 'ImportTable',
  parse: parserOf('ImportTable'),
  run(state, input, context) {
    checkImport(input)
    checkSimulated(input)
    const { world, record } = context
    const now = world.clock.now()
    const earlier = repeated(state, input, now)
    if (earlier) return { ImportTableDescription: describeTransfer(earlier, 'Import', now) }
    const { arn, id } = newTable(state, input.TableCreationParameters, context)
    const unique = world.ids.text('import', 8, '0123456789abcdef')
    const token = input.ClientToken ?? world.ids.uuid('importToken')
    const begun: Import = {
      arn: `${arn}/import/${String(now).padStart(14, '0')}-${unique}`,
      tableArn: arn,
      token,
      request: input,
      startedAt: now,
      outcome: undefined,
      description: {
        TableArn: arn,
        TableId: id,
        ClientToken: token,
        S3BucketSource: input.S3BucketSource,
        InputFormat: input.InputFormat,
        ...(input.InputFormatOptions && { InputFormatOptions: input.InputFormatOptions }),
        InputCompressionType: input.InputCompressionType ?? 'NONE',
        TableCreationParameters: input.TableCreationParameters,
        StartTime: toSeconds(now),
      },
    }
    state.imports = withTransfer(state.imports, begun)
    void runImport(world, begun, input, record)
    return { ImportTableDescription: describeTransfer(begun, 'Import', now) }
  },
}

function checkSimulated({
  InputFormat,
  InputFormatOptions,
  InputCompressionType,
}: ImportInput): void {
  if (InputFormat === 'ION') {
    const parameter = 'InputFormat ION'
    throw new UnsupportedError({ service: 'DynamoDB', operation: 'ImportTable', parameter })
  }
  if (InputCompressionType) checkCompression(InputCompressionType)
  if (InputFormatOptions?.Csv && InputFormat !== 'CSV') throw csvOnly()
}

/** The checks and refusals of a new table are those of CreateTable. */
function newTable(
  state: DynamoDbState,
  parameters: CreateTableRequest,
  context: CallContext,
): { readonly arn: string; readonly id: string } {
  createTable.run(state, parameters, context)
  const { definition } = state.tables.get(parameters.TableName) ?? {}
  if (!definition) throw new TypeError('CreateTable made no table')
  return definition
}

const TOKEN_MS = 8 * 3_600_000

/** AWS: API_ImportTable.html (ClientToken): valid for eight hours. */
function repeated(state: DynamoDbState, input: ImportInput, now: number): Import | undefined {
  for (const each of state.imports.values()) {
    if (each.token !== input.ClientToken || now >= each.startedAt + TOKEN_MS) continue
    if (isDeepStrictEqual(each.request, input)) return each
    throw importConflict()
  }
  return undefined
}

/** AWS: API_DescribeImport.html */
export const describeImport: Operation<DynamoDbState, { readonly ImportArn: string }> = {
  name: 'DescribeImport',
  parse: parserOf('DescribeImport'),
  run(state, input, { world }) {
    checkDescribe(input)
    const found = state.imports.get(input.ImportArn)
    if (!found) throw importNotFound(input.ImportArn)
    return { ImportTableDescription: describeTransfer(found, 'Import', world.clock.now()) }
  },
}

interface ListInput {
  readonly TableArn?: string
  readonly PageSize?: number
  readonly NextToken?: string
}

/** AWS: API_ListImports.html: the newest first, of the last 90 days. */
export const listImports: Operation<DynamoDbState, ListInput> = {
  name: 'ListImports',
  parse: parserOf('ListImports'),
  run(state, input, { world }) {
    checkList(input)
    const { TableArn: table, PageSize: limit = 25, NextToken: token } = input
    const now = world.clock.now()
    const { page, next } = pageOf(state.imports, { table, limit, token, now })
    return {
      ImportSummaryList: page.map((each) => {
        const all = describeTransfer(each, 'Import', now)
        const { ImportArn, TableArn, S3BucketSource, InputFormat, StartTime, EndTime } = all
        return {
          ImportArn,
          ImportStatus: statusOf(each, now),
          TableArn,
          S3BucketSource,
          InputFormat,
          StartTime,
          ...(EndTime !== undefined && { EndTime }),
        }
      }),
      ...(next !== undefined && { NextToken: next }),
    }
  },
}
