/** What the operations share: access, tags, stages as AWS shows them. */
import { type TagFlaw, type TagPolicy } from '../../core/resources/tags.ts'
import type { Access, World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import { secretsmanager } from '../service.ts'
import { nameOf, type Replica, type StoredSecret } from '../state.ts'

/** An input that names a secret. */
export interface SecretInput {
  readonly SecretId: string
}

export const accessTo =
  (action: string) =>
  <Input extends SecretInput>({ SecretId }: Input, world: World): Access[] => [
    { action: `secretsmanager:${action}`, resource: secretArn(world, SecretId) },
  ]

/**
 * The ARN of a secret, with its random suffix. One that does not exist is called as the request
 * does.
 */
// Seen in public issues: authorization comes before existence.
const secretArn = (world: World, id: string): string =>
  world.state(secretsmanager).secrets.get(nameOf(id))?.arn ?? id

/** ReplicationStatus. Here a replica is in sync at once. */
export const statusOf = ({ replicas }: StoredSecret): readonly object[] =>
  replicas.map(({ region, kmsKeyId, failure }: Replica) => ({
    Region: region,
    KmsKeyId: kmsKeyId ?? 'alias/aws/secretsmanager',
    Status: failure === undefined ? 'InSync' : 'Failed',
    ...(failure !== undefined && { StatusMessage: failure }),
  }))

// Unverified: the wordings.
export const TAGS: TagPolicy = {
  refuse: (flaw: TagFlaw) =>
    flaw.rule === 'tooMany'
      ? errors.invalidParameter(`A secret can have at most ${flaw.most} tags.`)
      : errors.invalidParameter(`The tag at position ${flaw.index + 1} is not valid.`),
}
