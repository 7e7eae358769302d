/** A rule of a lifecycle configuration, as PutBucketLifecycleConfiguration takes it. */

export interface LifecycleTag {
  readonly Key?: string
  readonly Value?: string
}

export interface LifecycleFilter {
  readonly Prefix?: string
  readonly Tag?: LifecycleTag
  readonly ObjectSizeGreaterThan?: number
  readonly ObjectSizeLessThan?: number
  readonly And?: {
    readonly Prefix?: string
    readonly Tags?: readonly LifecycleTag[]
    readonly ObjectSizeGreaterThan?: number
    readonly ObjectSizeLessThan?: number
  }
}

export interface LifecycleRule {
  readonly ID?: string
  readonly Status?: string
  /** The form of rules from before filters. */
  readonly Prefix?: string
  readonly Filter?: LifecycleFilter
  readonly Expiration?: {
    readonly Date?: Date
    readonly Days?: number
    readonly ExpiredObjectDeleteMarker?: boolean
  }
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number
    readonly NewerNoncurrentVersions?: number
  }
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number }
  readonly Transitions?: readonly {
    readonly Date?: Date
    readonly Days?: number
    readonly StorageClass?: string
  }[]
  readonly NoncurrentVersionTransitions?: readonly {
    readonly NoncurrentDays?: number
    readonly NewerNoncurrentVersions?: number
    readonly StorageClass?: string
  }[]
}
