/** The access log of a stage. */
/**
 * The access log of a gateway's stage.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export interface AccessLogOptions {
  /**
   * A line with `$context` variables, `$context.requestId` or `$context.extendedRequestId` among
   * them; or `'CLF'`, `'JSON'`, `'XML'` or `'CSV'` for AWS's examples.
   */
  readonly format: string
  /** A log group: its handle, name or ARN. Default: none, so that only `api.accessLogs` has the lines. */
  readonly destination?: string | { readonly arn: string }
}

/** As a stage keeps it. A stage writes once it has a format. */
export interface AccessLog {
  readonly format: string | undefined
  /** The ARN of a log group. */
  readonly destinationArn: string | undefined
}

/** The log group of an ARN. Undefined for another ARN. */
export const logGroupOf = (arn: string): string | undefined =>
  /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:(.+?)(?::\*)?$/.exec(arn)?.[1]
