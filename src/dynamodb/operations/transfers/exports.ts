/** ExportTableToPointInTime, DescribeExport and ListExports. */
import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { describeTransfer, statusOf } from './describe-transfer.ts'
import { exportNotFound } from './errors.ts'
import { pageOf } from './page-of.ts'
import { startExport, type ExportInput } from './start-export.ts'

const checkExport = constraintsFor('ExportTableToPointInTime')
const checkDescribe = constraintsFor('DescribeExport')
const checkList = constraintsFor('ListExports')

/** AWS: API_ExportTableToPointInTime.html. The export runs after the answer. */
export const exportTableToPointInTime: Operation<DynamoDbState, ExportInput> = {
  name: 'ExportTableToPointInTime',
  parse: parserOf('ExportTableToPointInTime'),
  run(_state, input, { world, record }) {
    checkExport(input)
    const { begun } = startExport(input, world, record)
    return { ExportDescription: describeTransfer(begun, 'Export', world.clock.now()) }
  },
}

/** AWS: API_DescribeExport.html */
export const describeExport: Operation<DynamoDbState, { readonly ExportArn: string }> = {
  name: 'DescribeExport',
  parse: parserOf('DescribeExport'),
  run(state, input, { world }) {
    checkDescribe(input)
    const found = state.exports.get(input.ExportArn)
    if (!found) throw exportNotFound(input.ExportArn)
    return { ExportDescription: describeTransfer(found, 'Export', world.clock.now()) }
  },
}

interface ListInput {
  readonly TableArn?: string
  readonly MaxResults?: number
  readonly NextToken?: string
}

/** AWS: API_ListExports.html: the newest first, of the last 90 days. */
export const listExports: Operation<DynamoDbState, ListInput> = {
  name: 'ListExports',
  parse: parserOf('ListExports'),
  run(state, input, { world }) {
    checkList(input)
    const { TableArn: table, MaxResults: limit = 25, NextToken: token } = input
    const now = world.clock.now()
    const { page, next } = pageOf(state.exports, { table, limit, token, now })
    return {
      ExportSummaries: page.map((each) => ({
        ExportArn: each.arn,
        ExportStatus: statusOf(each, now),
        ExportType: each.type,
      })),
      ...(next !== undefined && { NextToken: next }),
    }
  },
}
