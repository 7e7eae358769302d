/** A rule of a CORS configuration, as PutBucketCors takes it. */
export interface CorsRule {
  readonly ID?: string
  readonly AllowedMethods: readonly string[]
  readonly AllowedOrigins: readonly string[]
  readonly AllowedHeaders?: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly MaxAgeSeconds?: number
}
