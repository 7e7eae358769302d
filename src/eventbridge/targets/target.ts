import type { TargetRetryPolicy } from '../../core/delivery/target.ts'

/** Of a target that is called over HTTP. */
export interface TargetHttpParameters {
  readonly PathParameterValues?: readonly string[]
  readonly HeaderParameters?: Readonly<Record<string, string>>
  readonly QueryStringParameters?: Readonly<Record<string, string>>
}

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
  readonly HttpParameters?: TargetHttpParameters
  readonly SqsParameters?: { readonly MessageGroupId?: string }
  readonly DeadLetterConfig?: { readonly Arn?: string }
  readonly RetryPolicy?: TargetRetryPolicy
}
