/** API destinations: HTTP endpoints outside AWS as targets of rules. */
import { buildArn, parseArnOf, type ArnForm, type ArnScope } from '../../core/resources/arn-form.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'

const DESTINATION_ARN: ArnForm = { service: 'events', type: 'api-destination' }

export const DESTINATION_KIND: ResourceKind = {
  kind: 'api-destination',
  noun: 'an API destination',
  arn: DESTINATION_ARN,
}

export interface StoredApiDestination {
  readonly name: string
  readonly id: string
  readonly description: string | undefined
  /** The name of its connection. */
  readonly connection: string
  readonly endpoint: string
  readonly method: string
  readonly perSecond: number
  readonly createdAt: number
  readonly changedAt: number
}

export const destinationArn = (
  scope: ArnScope,
  { name, id }: Pick<StoredApiDestination, 'name' | 'id'>,
): string => buildArn(DESTINATION_ARN, scope, `${name}/${id}`)

export const destinationInArn = (arn: string): string | undefined =>
  parseArnOf(DESTINATION_ARN, arn)?.name.split('/')[0]
