import { formatArn } from '../../../core/arn.ts'
import type { Access, World } from '../../../core/world/world.ts'

/** The input of operations on one mapping. */
export interface ByUuid {
  readonly UUID: string
}

/** The permission that an operation on one mapping needs. */
export const mappingAccess =
  (action: string) =>
  ({ UUID }: ByUuid, { options }: World): readonly Access[] => [
    {
      action,
      resource: formatArn(
        'lambda',
        options.region,
        options.accountId,
        `event-source-mapping:${UUID}`,
      ),
    },
  ]
