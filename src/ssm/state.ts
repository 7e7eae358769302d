/** Parameter Store's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Declared } from '../core/world/generation.ts'

export type ParameterType = 'String' | 'StringList' | 'SecureString'
export type ParameterTier = 'Standard' | 'Advanced'

/** One version of a parameter. */
export interface StoredVersion {
  readonly version: number
  readonly value: string
  readonly type: ParameterType
  readonly tier: ParameterTier
  readonly dataType: string
  readonly description: string | undefined
  readonly keyId: string | undefined
  readonly allowedPattern: string | undefined
  readonly modifiedAt: number
  readonly labels: readonly string[]
}

/** A parameter. It is immutable: worlds share it until one of them changes it. */
export interface StoredParameter extends Declared {
  readonly name: string
  /** Oldest first, the newest 100. */
  readonly versions: readonly StoredVersion[]
  readonly tags: Tags
  /** As `createParameter` made it, which a reset returns to. Undefined if PutParameter did. */
  readonly declared: StoredParameter | undefined
}

export interface SsmState {
  readonly parameters: CopyOnWriteMap<string, StoredParameter>
}

export const createState = (): SsmState => ({ parameters: new CopyOnWriteMap() })

export const forkState = ({ parameters }: SsmState): SsmState => ({ parameters: parameters.fork() })

/** Returns declared parameters to their declaration, and removes the others. */
export function resetState({ parameters }: SsmState): void {
  for (const [name, { declared }] of [...parameters]) {
    if (declared) parameters.set(name, { ...declared, declared })
    else parameters.delete(name)
  }
}

export const latestOf = ({ versions }: StoredParameter): StoredVersion => {
  const latest = versions.at(-1)
  if (!latest) throw new Error('A parameter has at least one version.')
  return latest
}
