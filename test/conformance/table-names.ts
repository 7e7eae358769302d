/** The cases shorten the names of tables. AWS requires three characters. */
import { isObject, type Json, type JsonObject } from './case.ts'

export const longName = (name: string): string => name.padEnd(3, '_')

const hasLongNames = (given: JsonObject): boolean =>
  ['api', 'dax', 'kinesisStreams'].some((part) => part in given)

/** The name of a table in the region. Only what requests name needs a long one. */
export const tableName = (given: JsonObject, name: string): string =>
  hasLongNames(given) ? longName(name) : name

/** An expectation with the names that its tables have in the region. */
export const withTableNames = (given: JsonObject, expected: Json): Json =>
  hasLongNames(given) ? deepLongNames(expected) : expected

/** A request with long names of tables wherever it names one. */
export function deepLongNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(deepLongNames)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key === 'TableName' && typeof one === 'string') return [key, longName(one)]
      if (key !== 'RequestItems' || !isObject(one)) return [key, deepLongNames(one)]
      return [
        key,
        Object.fromEntries(
          Object.entries(one).map(([table, part]) => [longName(table), deepLongNames(part)]),
        ),
      ]
    }),
  )
}
