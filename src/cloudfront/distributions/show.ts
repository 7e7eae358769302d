/** A distribution as CloudFront's API shows it. */
import type { World } from '../../core/world/world.ts'
import type { KeyGroupConfig } from '../resources/configs.ts'
import type { Stored } from '../resources/stored.ts'
import { behaviorsOf, itemsOf, type DistributionConfig } from './config.ts'
import type { Distribution } from './distribution.ts'
import { distributionArn } from './names.ts'

type KeyGroups = ReadonlyMap<string, Stored<KeyGroupConfig>>

/** `InProgress` only in the answer to the change itself: nothing takes time here. */
export type Status = 'InProgress' | 'Deployed'

export function showDistribution(
  world: World,
  keyGroups: KeyGroups,
  { id, config, domainName, modifiedAt }: Distribution,
  status: Status = 'Deployed',
): object {
  return {
    Id: id,
    ARN: distributionArn(world, id),
    Status: status,
    LastModifiedTime: new Date(modifiedAt),
    InProgressInvalidationBatches: 0,
    DomainName: domainName,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: showKeyGroups(keyGroups, config),
    DistributionConfig: config,
    AliasICPRecordals: itemsOf(config.Aliases).map((CNAME) => ({
      CNAME,
      ICPRecordalStatus: 'APPROVED',
    })),
  }
}

function showKeyGroups(keyGroups: KeyGroups, config: DistributionConfig): object {
  const ids = new Set(
    behaviorsOf(config).flatMap(({ TrustedKeyGroups }) => itemsOf(TrustedKeyGroups)),
  )
  const Items = [...ids].map((KeyGroupId) => {
    const keys = keyGroups.get(KeyGroupId)?.config.Items ?? []
    return { KeyGroupId, KeyPairIds: { Quantity: keys.length, Items: keys } }
  })
  return { Enabled: Items.length > 0, Quantity: Items.length, ...(Items.length > 0 && { Items }) }
}

/** An entry of ListDistributions: the configuration's members beside the distribution's. */
export function summarize(world: World, distribution: Distribution): object {
  const { id, config, domainName, modifiedAt, eTag } = distribution
  const { CallerReference: _reference, DefaultRootObject: _root, ...rest } = config
  const { Logging: _logging, ...shown } = rest as typeof rest & { Logging?: unknown }
  return {
    Id: id,
    ARN: distributionArn(world, id),
    ETag: eTag,
    Status: 'Deployed',
    LastModifiedTime: new Date(modifiedAt),
    DomainName: domainName,
    ...shown,
    AliasICPRecordals: itemsOf(config.Aliases).map((CNAME) => ({
      CNAME,
      ICPRecordalStatus: 'APPROVED',
    })),
  }
}
