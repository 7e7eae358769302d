import type { TargetRetryPolicy } from '../../core/delivery/target.ts'

/** A target of a rule, under AWS's names. */
export interface StoredTarget {
  readonly Id: string
  readonly Arn: string
  readonly RoleArn?: string
  readonly Input?: string
  readonly InputPath?: string
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>
    readonly InputTemplate: string
  }
  readonly KinesisParameters?: { readonly PartitionKeyPath: string }
  readonly SqsParameters?: { readonly MessageGroupId?: string }
  readonly DeadLetterConfig?: { readonly Arn?: string }
  readonly RetryPolicy?: TargetRetryPolicy
}
