/**
 * The only import of `@smithy/core` and `@aws-sdk/core`. They load when a call first needs them,
 * synchronously. By then the user's client has loaded them already, and the call stays on
 * microtasks. See docs/decisions/0011.
 */
import type { NormalizedSchema } from '@smithy/core/schema'
import { rooms } from './rooms.ts'

type Protocols = typeof import('@smithy/core/protocols')
type Cbor = typeof import('@smithy/core/cbor')
type EventStreams = typeof import('@smithy/core/event-streams')
type AwsProtocols = typeof import('@aws-sdk/core/protocols')

export const protocols = (): Protocols => rooms.protocols()
export const cbor = (): Cbor => rooms.cbor()
export const awsProtocols = (): AwsProtocols => rooms.awsProtocols()
export const eventStreams = (): EventStreams => rooms.eventStreams()

/** Returns a schema with its traits. */
export const schemaOf = (ref: unknown): NormalizedSchema =>
  rooms.schemas().NormalizedSchema.of(ref as Parameters<typeof NormalizedSchema.of>[0])

export type { NormalizedSchema }
