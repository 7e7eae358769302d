/**
 * The parameters that every template has.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
import { partitionOf } from '../../core/arn.ts'
import type { WorldOptions } from '../../core/world/world.ts'

export const PSEUDO_PARAMETERS: readonly string[] = [
  ...['AWS::Region', 'AWS::AccountId', 'AWS::StackName', 'AWS::StackId', 'AWS::Partition'],
  ...['AWS::URLSuffix', 'AWS::NotificationARNs'],
]

export function pseudoParameter(
  name: string,
  { region, accountId }: WorldOptions,
  stack: { readonly name: string; readonly id: string },
): unknown {
  switch (name) {
    case 'AWS::Region':
      return region
    case 'AWS::AccountId':
      return accountId
    case 'AWS::StackName':
      return stack.name
    case 'AWS::StackId':
      return stack.id
    case 'AWS::Partition':
      return partitionOf(region)
    case 'AWS::URLSuffix':
      return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
    case 'AWS::NotificationARNs':
      return []
    default:
      return undefined
  }
}
