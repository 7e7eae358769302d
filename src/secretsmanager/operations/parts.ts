/** What the operations share: access, tags, stages as AWS shows them. */
import { formatArn } from '../../core/arn.ts'
import { type TagFlaw, type TagPolicy } from '../../core/resources/tags.ts'
import type { Access, World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'

/** An input that names a secret. */
export interface SecretInput {
  readonly SecretId: string
}

export const accessTo =
  (action: string) =>
  <Input extends SecretInput>({ SecretId }: Input, world: World): Access[] => [
    { action: `secretsmanager:${action}`, resource: secretArn(world, SecretId) },
  ]

const secretArn = ({ options }: World, id: string): string =>
  id.startsWith('arn:')
    ? id
    : formatArn('secretsmanager', options.region, options.accountId, `secret:${id}-??????`)

// Unverified: the wordings.
export const TAGS: TagPolicy = {
  refuse: (flaw: TagFlaw) =>
    flaw.rule === 'tooMany'
      ? errors.invalidParameter(`A secret can have at most ${flaw.most} tags.`)
      : errors.invalidParameter(`The tag at position ${flaw.index + 1} is not valid.`),
}
