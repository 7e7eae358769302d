/**
 * The only door to `@smithy/core` and `@aws-sdk/core`. They are loaded when a call first needs them, synchronously: by then the user's client
 * has loaded them already, and a call keeps to microtasks. See docs/decisions/0002.
 */
import { createRequire } from 'node:module'
import type { NormalizedSchema } from '@smithy/core/schema'

type Schemas = typeof import('@smithy/core/schema')
type Protocols = typeof import('@smithy/core/protocols')
type Cbor = typeof import('@smithy/core/cbor')
type AwsProtocols = typeof import('@aws-sdk/core/protocols')

const require = createRequire(import.meta.url)

const schemas = (): Schemas => require('@smithy/core/schema') as Schemas
export const protocols = (): Protocols => require('@smithy/core/protocols') as Protocols
export const cbor = (): Cbor => require('@smithy/core/cbor') as Cbor
export const awsProtocols = (): AwsProtocols => require('@aws-sdk/core/protocols') as AwsProtocols

/** A schema with its traits, ready to be asked. */
export const schemaOf = (ref: unknown): NormalizedSchema =>
  schemas().NormalizedSchema.of(ref as Parameters<typeof NormalizedSchema.of>[0])

export type { NormalizedSchema }
