/**
 * An event source mapping: which source invokes which function, and how. Immutable, because worlds
 * share it; an update makes a new one.
 */
import type { Pattern } from '../../core/patterns/index.ts'
import type { Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'

/** The service of a source, as in its ARN. */
export type SourceService = 'dynamodb' | 'kinesis' | 'sqs'

/** A filter's JSON, as it was given, and what it means. */
export interface MappingFilter {
  readonly text: string
  readonly pattern: Pattern
}

/** The settings that Create and Update have in common. */
export interface MappingSettings {
  readonly enabled: boolean
  readonly batchSize: number
  readonly windowSeconds: number
  readonly filters: readonly MappingFilter[]
  readonly reportsItemFailures: boolean
  readonly bisects: boolean
  /** -1: until the records expire. */
  readonly retryAttempts: number
  /** -1: no limit. */
  readonly maxRecordAgeSeconds: number
  readonly parallelizationFactor: number
  /** 0: no tumbling windows. */
  readonly tumblingWindowSeconds: number
  /** ARN. */
  readonly onFailure: string | undefined
  readonly maxConcurrency: number | undefined
}

export interface MappingDefinition extends MappingSettings, Declared {
  readonly uuid: string
  readonly sourceArn: string
  readonly service: SourceService
  /** `place` or `place:prod`. */
  readonly target: string
  /** With the qualifier of `target`, if it has one. */
  readonly functionArn: string
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP' | undefined
  /** Milliseconds since 1970. */
  readonly startingTimestamp: number | undefined
  readonly modifiedAt: number
  /** Members that AWS keeps and shows, and that change nothing in a test. */
  readonly shown: object
  readonly tags: Tags
  /** The settings and tags that it was created with, which a reset returns to. */
  readonly initial: MappingSettings & { readonly tags: Tags }
}
