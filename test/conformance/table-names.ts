/** The cases shorten the names of tables. AWS requires three characters. */
import type { JsonObject } from './case.ts'

export const longName = (name: string): string => name.padEnd(3, '_')

/** The name of a table in the region. Only what requests name needs a long one. */
export const tableName = (given: JsonObject, name: string): string =>
  'api' in given ? longName(name) : name
