/** Answers of the SDK for Go as JSON, which the extension passes on: every member, null if absent. */

/** In Go's order, which is alphabetical. Seen: answers of the extension in public posts. */
const PARAMETER = [
  'ARN',
  'DataType',
  'LastModifiedDate',
  'Name',
  'Selector',
  'SourceResult',
  'Type',
  'Value',
  'Version',
]
const SECRET = [
  'ARN',
  'CreatedDate',
  'Name',
  'SecretBinary',
  'SecretString',
  'VersionId',
  'VersionStages',
]

export function toJson(operation: string, output: object): string {
  const ResultMetadata = {}
  if (operation !== 'GetParameter')
    return JSON.stringify({ ...all(SECRET, output), ResultMetadata })
  const parameter = Object(Reflect.get(output, 'Parameter')) as object
  return JSON.stringify({ Parameter: all(PARAMETER, parameter), ResultMetadata })
}

const all = (names: readonly string[], members: object): object =>
  Object.fromEntries(names.map((name) => [name, toValue(Reflect.get(members, name))]))

function toValue(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return toGoTime(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

/** RFC 3339, without zeros at the end of the fraction. */
const toGoTime = (date: Date): string => date.toISOString().replace(/\.?0*Z$/, 'Z')
