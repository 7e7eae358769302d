/** What a service says about its client and its protocols. */

/** The service's client in the AWS SDK for JavaScript v3. */
export interface ServiceClient {
  /** `@aws-sdk/client-lambda`. Its schemas decode raw calls if the test has it installed. */
  readonly package: string
  /** `LambdaClient` */
  readonly class: string
  /**
   * The service in host names and signature scopes: `lambda` of `lambda.us-east-1.amazonaws.com`.
   */
  readonly hosts: readonly string[]
  /**
   * The beginning of the paths of its requests, if another service has the same hosts: `/v2/`. A
   * service without one has all other paths.
   */
  readonly pathPrefix?: string
  /**
   * The file of its API model in scripts/models/data, for services whose room has a generated
   * model.
   */
  readonly model?: string
  /** Operations of a JSON protocol that AWS answers without a signature, as browsers send them. */
  readonly publicOperations?: readonly string[]
  /** For a service that also answers the older query protocol. */
  readonly query?: QueryProtocol
}

/** AWS: the query protocol of a service whose clients send JSON today. */
export interface QueryProtocol {
  /** The XML namespace of its answers. */
  readonly xmlNamespace: string
  /** For a service whose paths name a resource. */
  readonly path?: {
    /** The member that the path of a request names: `QueueUrl`. */
    readonly member: string
    /** Operations that are not about one resource, so that no path can name it. */
    readonly atRoot: readonly string[]
  }
  /** Messages that differ from those in JSON. */
  readonly messages?: Readonly<Record<string, string>>
}
