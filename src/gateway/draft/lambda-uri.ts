/** The URIs of Lambda functions in integrations and authorizers. */
import { formatArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'

/** The ARN of `name`, `name:qualifier` or `${stageVariables.name}`. An ARN stays as it is. */
export const lambdaArn = ({ options }: World, name: string): string =>
  name.startsWith('arn:')
    ? name
    : formatArn('lambda', options.region, options.accountId, `function:${name}`)

// AWS: API_PutIntegration.html (uri), API_CreateAuthorizer.html (authorizerUri), and
// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-streaming-lambda-configure.html
export const lambdaUri = (world: World, name: string, isStream = false): string => {
  const arn = lambdaArn(world, name)
  const path = isStream
    ? `path/2021-11-15/functions/${arn}/response-streaming-invocations`
    : `path/2015-03-31/functions/${arn}/invocations`
  return formatArn('apigateway', world.options.region, 'lambda', path)
}

const LAMBDA_URI =
  /^arn:[\w-]+:apigateway:[^:]*:lambda:path\/\d{4}-\d\d-\d\d\/functions\/(.+)\/(response-streaming-)?invocations$/

/** The function that a URI invokes: its ARN. Undefined for a URI of anything else. */
export const functionOfUri = (uri: string | undefined): string | undefined =>
  uri === undefined ? undefined : LAMBDA_URI.exec(uri)?.[1]
