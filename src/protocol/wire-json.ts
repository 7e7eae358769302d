/**
 * Converts between the typed values of the generic codec and wire JSON, for a DynamoDB client that
 * uses another protocol (CBOR).
 */
import type { SchemaConfig } from './operation-schema.ts'
import { awsProtocols } from './smithy.ts'
import { toBytes } from './wire.ts'

/** Converts bytes to base64 and times to epoch seconds. Everything else is JSON already. */
export function toWireJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.getTime() / 1000
  if (value instanceof Uint8Array) return toBytes(value).toString('base64')
  if (Array.isArray(value)) return value.map(toWireJson)
  const json: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    Object.defineProperty(json, name, {
      value: toWireJson(member),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return json
}

const EPOCH_SECONDS = 7

export async function fromWireJson(
  config: SchemaConfig,
  schema: unknown,
  json: unknown,
): Promise<Record<string, unknown>> {
  const codec = new (awsProtocols().JsonCodec)({
    timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
    jsonName: false,
  })
  codec.setSerdeContext(config as never)
  const bytes = toBytes(JSON.stringify(json ?? {}))
  return (await codec.createDeserializer().read(schema as never, bytes)) as Record<string, unknown>
}
