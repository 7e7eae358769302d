import { partitionOf } from '../../core/arn.ts'
import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { defineOperation } from '../api/define-operation.ts'
import { lazyPrivateKey } from '../crypto/material.ts'
import * as errors from '../errors.ts'
import { isKeySpec, KEY_SPECS, type KeyUsage } from '../key-specs.ts'
import { arnOf } from '../keys.ts'
import type { KmsState, StoredKey } from '../state.ts'
import { toMetadata } from './metadata.ts'
import { TAG_NAMES, TAGS } from './parts.ts'
import { checkPolicy } from './policies.ts'

interface Input {
  readonly Policy?: string
  readonly Description?: string
  readonly KeyUsage?: KeyUsage
  readonly CustomerMasterKeySpec?: string
  readonly KeySpec?: string
  readonly Origin?: string
  readonly MultiRegion?: boolean
  readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[]
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const createKey: Operation<
  KmsState,
  Input,
  { readonly KeyMetadata: Record<string, unknown> }
> = defineOperation({
  name: 'CreateKey',
  handles: [
    'Policy',
    'BypassPolicyLockoutSafetyCheck',
    'Description',
    'KeyUsage',
    'CustomerMasterKeySpec',
    'KeySpec',
    'Origin',
    'MultiRegion',
    'Tags',
  ],
  access: () => [{ action: 'kms:CreateKey', resource: '*' }],
  run(state, input, { world }) {
    const { Origin = 'AWS_KMS', MultiRegion = false } = input
    const isExternal = Origin === 'EXTERNAL'
    if ((Origin !== 'AWS_KMS' && !isExternal) || MultiRegion) {
      const parameter = MultiRegion ? 'MultiRegion' : `Origin ${Origin}`
      throw world.refuse(
        new UnsupportedError({ service: 'KMS', operation: 'CreateKey', parameter }),
      )
    }
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT'
    if (!isKeySpec(spec)) {
      throw world.refuse(new UnsupportedError({ service: 'KMS', parameter: `KeySpec ${spec}` }))
    }
    // Only the material of symmetric and HMAC keys can be imported here.
    if (isExternal && KEY_SPECS[spec].bytes === undefined) {
      const parameter = `Origin EXTERNAL of KeySpec ${spec}`
      throw world.refuse(new UnsupportedError({ service: 'KMS', parameter }))
    }
    const usage = input.KeyUsage ?? (spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : undefined)
    if (usage === undefined) throw errors.usageRequired(spec)
    if (!KEY_SPECS[spec].usages.includes(usage)) throw errors.specUnsupported(spec, usage)
    checkPolicy(input.Policy)
    const id = world.ids.uuid('key')
    const seed = `${world.options.seed} ${world.options.accountId} ${id}`
    const key: StoredKey = {
      id,
      arn: arnOf(world, `key/${id}`),
      spec,
      usage,
      description: input.Description ?? '',
      isEnabled: true,
      createdAt: world.clock.now(),
      deletionAt: undefined,
      seed,
      privateKey: lazyPrivateKey(spec, seed),
      origin: isExternal ? 'EXTERNAL' : 'AWS_KMS',
      imported: undefined,
      importedFirst: undefined,
      materials: [
        {
          id: world.ids.text('key-material', 64, '0123456789abcdef'),
          rotation: undefined,
        },
      ],
      policy: input.Policy ?? defaultPolicy(world),
      tags: toTags(pairsOfList(input.Tags ?? [], TAG_NAMES), TAGS),
      rotation: undefined,
      generation: world.generation,
      declared: undefined,
    }
    state.keys.set(id, key)
    return { KeyMetadata: toMetadata(world, key) }
  },
})

// AWS: "Default key policy".
const defaultPolicy = ({ options }: World): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partitionOf(options.region)}:iam::${options.accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  })
