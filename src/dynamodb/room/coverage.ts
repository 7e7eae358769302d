import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { ServiceCoverage } from '../../core/world/world.ts'
import { SERVICE_ID } from '../own-service.ts'
import { usesOf } from '../requests/tables-in-request.ts'
import type { DynamoDbState } from '../state/state.ts'

const isOwnCall = (record: JournalRecord): record is CallRecord =>
  record.kind === 'call' && Reflect.get(record, 'service') === SERVICE_ID

const indexName = (table: string, index: string): string => `${table}.${index}`

/** Coverage of tables by calls, and of indexes by the queries and scans that read them. */
export const coverage: ServiceCoverage<DynamoDbState> = {
  kinds: { tables: 'table', indexes: 'index' },
  defined: ({ tables }) =>
    [...tables.values()].flatMap(({ generation, definition: { name, indexes, vectorIndexes } }) => [
      { kind: 'tables', name, generation },
      ...[...indexes, ...vectorIndexes].map((index) => ({
        kind: 'indexes',
        name: indexName(name, index.name),
        generation,
      })),
    ]),
  usedBy(record) {
    if (!isOwnCall(record)) return []
    const { tables, indexes } = usesOf(record)
    return [
      ...tables.map((name) => ({ kind: 'tables', name })),
      ...indexes.map(({ table, index }) => ({ kind: 'indexes', name: indexName(table, index) })),
    ]
  },
}
