/** A CloudFront function, as the account keeps it. Immutable. */
import type { Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'

export interface FunctionConfig {
  readonly Comment: string
  readonly Runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0'
}

/** One stage of a function. */
export interface FunctionStage {
  readonly code: string
  readonly config: FunctionConfig
  readonly eTag: string
  readonly createdAt: number
  readonly modifiedAt: number
}

export interface StoredFunction extends Declared {
  readonly name: string
  readonly development: FunctionStage
  /** Undefined until it is published. */
  readonly live: FunctionStage | undefined
  readonly tags: Tags
  readonly isDeclared: boolean
}
