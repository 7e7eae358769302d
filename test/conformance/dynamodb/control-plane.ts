/** Every case of tables, their settings, backups and streams, by operation or feature. */
import { backups, pointInTime } from './backups.ts'
import type { ConformanceCase } from './case.ts'
import { createTable, otherTables } from './create-table.ts'
import { streams } from './streams.ts'
import { account, tags, timeToLive } from './table-settings.ts'
import { updateTable } from './update-table.ts'

export const controlPlane: Readonly<Record<string, readonly ConformanceCase[]>> = {
  CreateTable: createTable,
  UpdateTable: updateTable,
  'DescribeTable, DeleteTable, ListTables': otherTables,
  'Time to live': timeToLive,
  Tags: tags,
  'Limits and endpoints': account,
  Backups: backups,
  'Point in time recovery': pointInTime,
  Streams: streams,
}
