/**
 * Between the typed values of the generic codec and the wire JSON that services that take JSON speak: needed when a DynamoDB client picks another
 * protocol (CBOR).
 */
import type { SchemaConfig } from './operation-schema.ts'
import { awsProtocols } from './smithy.ts'
import { toBytes } from './wire.ts'

/** Bytes become base64, times epoch seconds; everything else is JSON already. */
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
