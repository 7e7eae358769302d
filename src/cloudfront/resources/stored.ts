/** A resource with a configuration: a policy, an access control, a key. Immutable. */
import type { Declared } from '../../core/world/generation.ts'

export interface Stored<Config> extends Declared {
  readonly id: string
  readonly eTag: string
  readonly config: Config
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  /** Made by the test's set-up: a reset keeps it. */
  readonly isDeclared: boolean
}
