/** Types, permissions and tags that the operations share. */
import type { Access, World } from '../../core/world/world.ts'
import type { TagPolicy } from '../../core/resources/tags.ts'
import { dryRun, tagError } from '../errors.ts'
import { arnOf } from '../keys.ts'
import { kms } from '../service.ts'

/** The output of operations that answer nothing. */
export type Nothing = Record<never, never>

export interface KeyInput {
  readonly KeyId: string
}

interface WithContext {
  readonly EncryptionContext?: Readonly<Record<string, string>>
}

export interface TryInput {
  readonly DryRun?: boolean
}

export const accessTo =
  (action: string) =>
  <Input extends KeyInput & WithContext>(input: Input, world: World): Access[] => [
    { action: `kms:${action}`, resource: keyArn(world, input.KeyId), ...contextOf(input) },
  ]

/** AWS: conditions-kms.html: the condition keys of an encryption context. */
export function contextOf({ EncryptionContext }: WithContext): Pick<Access, 'context'> {
  if (!EncryptionContext) return {}
  const entries = Object.entries(EncryptionContext)
  return {
    context: {
      ...Object.fromEntries(
        entries.map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
      ),
      'kms:EncryptionContextKeys': entries.map(([name]) => name),
    },
  }
}

/** The ARN of a key that a request names by id, ARN or alias. */
export function keyArn(world: World, id: string): string {
  const alias = id.startsWith('arn:') ? id.replace(/^.*:(?=alias\/)/, '') : id
  if (!alias.startsWith('alias/')) return id.startsWith('arn:') ? id : arnOf(world, `key/${id}`)
  const { aliases, keys } = world.state(kms)
  return keys.get(aliases.get(alias)?.keyId ?? '')?.arn ?? arnOf(world, alias)
}

export function endDryRun({ DryRun }: TryInput): void {
  if (DryRun) throw dryRun()
}

export const TAG_NAMES = ['TagKey', 'TagValue'] as const

export const TAGS: TagPolicy = {
  refuse(flaw) {
    if (flaw.rule === 'duplicateKey') return tagError('Duplicate tag keys')
    if (flaw.rule === 'tooMany') return tagError('Too many tags')
    if (flaw.rule === 'reservedKey') return tagError('Tags beginning with aws: are reserved')
    // Unverified: the wording.
    return tagError('The tag is not valid.')
  },
}
