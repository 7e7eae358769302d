/** Ids, ARNs and host names of distributions. */
import { buildArn, type ArnForm } from '../../core/resources/arn-form.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type { World } from '../../core/world/world.ts'

export const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const DISTRIBUTION: ArnForm = { service: 'cloudfront', type: 'distribution', scope: 'account' }

export const DISTRIBUTION_KIND: ResourceKind = {
  kind: 'distribution',
  noun: 'a distribution',
  arn: DISTRIBUTION,
}

export const distributionArn = ({ options }: World, id: string): string =>
  buildArn(DISTRIBUTION, options, id)

export const newDistributionId = ({ ids }: World): string =>
  `E${ids.text('distribution', 13, UPPER_ALPHANUMERIC)}`

export const newDomainName = ({ ids }: World): string =>
  `d${ids.text('distribution-domain', 13)}.cloudfront.net`

export const newETag = ({ ids }: World): string =>
  `E${ids.text('cloudfront-etag', 13, UPPER_ALPHANUMERIC)}`
