/** The configurations of access controls and keys in AWS's form. */

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html */
export interface OriginAccessControlConfig {
  readonly Name: string
  readonly Description?: string
  readonly SigningProtocol: 'sigv4'
  readonly SigningBehavior: 'never' | 'always' | 'no-override'
  readonly OriginAccessControlOriginType: 's3' | 'mediastore' | 'mediapackagev2' | 'lambda'
}

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_PublicKeyConfig.html */
export interface PublicKeyConfig {
  readonly CallerReference: string
  readonly Name: string
  /** PEM. */
  readonly EncodedKey: string
  readonly Comment?: string
}

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_KeyGroupConfig.html */
export interface KeyGroupConfig {
  readonly Name: string
  /** Ids of public keys. */
  readonly Items: readonly string[]
  readonly Comment?: string
}
