/**
 * The items in the files of an import.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html
 */
import * as zlib from 'node:zlib'
import { UnsupportedError } from '../../../core/errors.ts'
import { isObject } from '../../../core/json.ts'
import { deserialize } from '../../api/requests.ts'
import type { KeyAttribute } from '../../schema/definition.ts'
import { parseCsv } from './csv.ts'
import type { Item } from '../../values/values.ts'

export interface SourceFormat {
  readonly format: 'DYNAMODB_JSON' | 'CSV'
  readonly compression: 'GZIP' | 'ZSTD' | 'NONE'
  readonly delimiter: string
  /** Undefined: the first line of each file. */
  readonly header: readonly string[] | undefined
  /** The key attributes of table and indexes, whose types CSV follows. */
  readonly attributes: readonly KeyAttribute[]
}

/** An item, or undefined for a line that holds none. */
export type Line = Item | undefined

export function readSource(content: Buffer, source: SourceFormat): Line[] {
  const text = decompress(content, source.compression).toString('utf8')
  return source.format === 'CSV' ? csvItems(text, source) : jsonItems(text)
}

function decompress(content: Buffer, compression: SourceFormat['compression']): Buffer {
  if (compression === 'NONE') return content
  if (compression === 'GZIP') return zlib.gunzipSync(content)
  const unpack: unknown = Reflect.get(zlib, 'zstdDecompressSync')
  if (typeof unpack === 'function') return (unpack as (bytes: Buffer) => Buffer)(content)
  throw zstdNeedsNode()
}

/** Node has Zstandard from version 22.15 on. */
export function checkCompression(compression: SourceFormat['compression']): void {
  if (compression === 'ZSTD' && !('zstdDecompressSync' in zlib)) throw zstdNeedsNode()
}

const zstdNeedsNode = (): UnsupportedError =>
  new UnsupportedError(
    { service: 'DynamoDB', operation: 'ImportTable', parameter: 'InputCompressionType ZSTD' },
    'It needs Node 22.15 or later.',
  )

function jsonItems(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        const parsed: unknown = JSON.parse(line)
        const item: unknown = isObject(parsed) ? parsed['Item'] : undefined
        return isObject(item) ? readItem(item) : undefined
      } catch {
        // A line that is no JSON, or no item, is one of the import's errors.
        return undefined
      }
    })
}

/** Reads attribute values as a request's: binary ones are base64. */
const readItem = (item: object): Item =>
  deserialize<{ Item: Item }>('PutItem', { TableName: 'import', Item: item }).Item

function csvItems(text: string, { delimiter, header, attributes }: SourceFormat): Line[] {
  const rows = parseCsv(text, delimiter)
  const names = header ?? rows.shift() ?? []
  const types = new Map(attributes.map(({ name, type }) => [name, type]))
  return rows.map((row) => {
    // AWS: S3DataImport.Format.html#S3DataImport.Requesting.Formats.CSV: all are strings but keys.
    const item: Record<string, object> = {}
    row.forEach((value, at) => {
      const name = names[at]
      if (name !== undefined && value !== '') item[name] = { [types.get(name) ?? 'S']: value }
    })
    try {
      return readItem(item)
    } catch {
      // A key of another type is one of the import's errors.
      return undefined
    }
  })
}
