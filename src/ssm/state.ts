/** Parameter Store's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Tags } from '../core/resources/tags.ts'
import type { Timer } from '../core/time/clock.ts'
import type { Declared } from '../core/world/generation.ts'

export type ParameterType = 'String' | 'StringList' | 'SecureString'
export type ParameterTier = 'Standard' | 'Advanced'

export type PolicyType = 'Expiration' | 'ExpirationNotification' | 'NoChangeNotification'

export interface ParameterPolicy {
  readonly type: PolicyType
  /** The policy alone, as JSON. */
  readonly text: string
  /** In milliseconds since 1970. */
  readonly dueAt: number
  readonly isFinished: boolean
}

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
  readonly policies: readonly ParameterPolicy[]
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
  /** The parameters that ever had policies. */
  readonly timed: CopyOnWriteMap<string, true>
  /** What the policies of each do next. A fork sets its own. */
  readonly timers: Map<string, Timer>
}

export const createState = (): SsmState => ({
  parameters: new CopyOnWriteMap(),
  timed: new CopyOnWriteMap(),
  timers: new Map(),
})

export const forkState = ({ parameters, timed }: SsmState): SsmState => ({
  parameters: parameters.fork(),
  timed: timed.fork(),
  timers: new Map(),
})

/** Follows the clock to another date: policies keep the time that they still had. */
export function shiftState({ parameters, timed }: SsmState, _world: unknown, by: number): void {
  for (const name of timed.keys()) {
    const parameter = parameters.get(name)
    if (!parameter) continue
    const versions = parameter.versions.map((version) => ({
      ...version,
      policies: version.policies.map((policy) => ({ ...policy, dueAt: policy.dueAt + by })),
    }))
    parameters.set(name, { ...parameter, versions })
  }
}

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
