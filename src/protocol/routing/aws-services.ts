/** The names of AWS's services in raw requests, and the packages whose schemas decode them. */
import type { QueryProtocol } from '../../core/world/service-client.ts'
import type { Service } from '../../core/world/world.ts'
import { isAwsHost, isMetadataHost, normalizeHostname } from './aws-host.ts'
import type { WireRequest } from '../wire.ts'

export interface AwsService {
  /** `com.amazonaws.lambda` */
  readonly namespace: string
  readonly title: string
  /** The names in hosts and signature scopes: `lambda.us-east-1.amazonaws.com`. */
  readonly names: readonly string[]
  /** The beginning of its paths, if another service has the same names: `/v2/`. */
  readonly pathPrefix?: string
  /** `AmazonSQS`, before the dot of `X-Amz-Target`. */
  readonly target?: string
  readonly package: string
  /** The client's class in that package. */
  readonly client: string
  readonly query?: QueryProtocol
}

export const DYNAMODB: AwsService = {
  namespace: 'com.amazonaws.dynamodb',
  title: 'DynamoDB',
  names: ['dynamodb'],
  target: 'DynamoDB_20120810',
  package: '@aws-sdk/client-dynamodb',
  client: 'DynamoDBClient',
}

/**
 * Services that raw requests may name before they are simulated. Refusals use AWS's names for them.
 */
const OTHER_SERVICES: readonly AwsService[] = [
  DYNAMODB,
  {
    namespace: 'com.amazonaws.apigatewaymanagementapi',
    title: 'API Gateway Management API',
    names: ['execute-api'],
    package: '@aws-sdk/client-apigatewaymanagementapi',
    client: 'ApiGatewayManagementApiClient',
  },
  {
    namespace: 'com.amazonaws.sqs',
    title: 'SQS',
    names: ['sqs', 'queue'],
    target: 'AmazonSQS',
    package: '@aws-sdk/client-sqs',
    client: 'SQSClient',
  },
  {
    namespace: 'com.amazonaws.sns',
    title: 'SNS',
    names: ['sns'],
    package: '@aws-sdk/client-sns',
    client: 'SNSClient',
  },
  {
    namespace: 'com.amazonaws.s3',
    title: 'S3',
    names: ['s3'],
    package: '@aws-sdk/client-s3',
    client: 'S3Client',
  },
  {
    namespace: 'com.amazonaws.cognitoidentityprovider',
    title: 'Cognito',
    names: ['cognito-idp'],
    target: 'AWSCognitoIdentityProviderService',
    package: '@aws-sdk/client-cognito-identity-provider',
    client: 'CognitoIdentityProviderClient',
  },
  {
    namespace: 'com.amazonaws.eventbridge',
    title: 'EventBridge',
    names: ['events'],
    target: 'AWSEvents',
    package: '@aws-sdk/client-eventbridge',
    client: 'EventBridgeClient',
  },
  {
    namespace: 'com.amazonaws.sfn',
    title: 'Step Functions',
    names: ['states'],
    target: 'AWSStepFunctions',
    package: '@aws-sdk/client-sfn',
    client: 'SFNClient',
  },
]

/** Names in hosts that belong to another service, or to none. */
const SPELLINGS: Readonly<Record<string, string>> = {
  // AWS: DynamoDB "Account-based endpoints": 123456789012.ddb.us-east-1.amazonaws.com
  ddb: 'dynamodb',
  'streams-dynamodb': 'streams.dynamodb',
  // AWS: VectorSearchWorkingWith.html#VectorSearchWorkingWith.Endpoints
  'search-ddb': 'dynamodb',
  'search-dynamodb': 'dynamodb',
  'lambda-url': 'Lambda function URL',
}

// AWS: "Dual-stack endpoints", "FIPS endpoints", "Interface VPC endpoints".
const REGIONAL =
  /^(.+?)(?:\.vpce)?\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|(?:api|on)\.(?:aws|amazonwebservices\.(?:com\.cn|eu))|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/

/**
 * Returns `streams.dynamodb` for `streams.dynamodb.eu-west-1.amazonaws.com`, `s3` for
 * `bucket.s3.amazonaws.com`. Undefined for a host that is not AWS's, and for the neutral host of
 * all services.
 */
export function serviceNameOfHost(hostname: string): string | undefined {
  const host = normalizeHostname(hostname)
  const labels = REGIONAL.exec(host)?.[1]?.split('.')
  if (labels) return serviceNameOf(labels)
  if (isMetadataHost(host)) return `instance metadata (${host})`
  if (host.endsWith('.amazoncognito.com')) return 'Cognito domain'
  return isAwsHost(host) && !host.endsWith('.miniregion.invalid') ? host : undefined
}

function serviceNameOf(labels: readonly string[]): string | undefined {
  if (labels.some((label) => label === 's3' || /^s3-(?!control$|outposts$)/.test(label)))
    return 's3'
  const withoutRegion = /-\d+$/.test(labels.at(-1) ?? '') ? labels.slice(0, -1) : labels
  const name = withoutRegion.at(-1)?.replace(/-fips$/, '')
  if (name === undefined) return undefined
  if (withoutRegion.at(-2) === 'streams') return `streams.${name}`
  return SPELLINGS[name] ?? name
}

/** By the list of simulated services, which all worlds of a process share. */
const known = new WeakMap<readonly Service[], readonly AwsService[]>()

/** Returns simulated services with their own descriptions, then the others. */
function knownServices(services: readonly Service[]): readonly AwsService[] {
  const found = known.get(services)
  if (found) return found
  const all = [...services.flatMap(described), ...OTHER_SERVICES]
  known.set(services, all)
  return all
}

const described = ({ namespace, title, target, client }: Service): AwsService[] =>
  client
    ? [
        {
          namespace,
          title,
          names: client.hosts,
          package: client.package,
          client: client.class,
          ...(client.pathPrefix !== undefined && { pathPrefix: client.pathPrefix }),
          ...(target !== undefined && { target }),
          ...(client.query && { query: client.query }),
        },
      ]
    : []

function byName(
  services: readonly AwsService[],
  name: string,
  { path }: WireRequest,
): AwsService | undefined {
  const named = services.filter(({ names }) => names.includes(name))
  return (
    named.find(({ pathPrefix }) => pathPrefix !== undefined && path.startsWith(pathPrefix)) ??
    named.find(({ pathPrefix }) => pathPrefix === undefined)
  )
}

/** Returns the service of a raw request, or its name if the service is unknown. */
export function identifyService(
  services: readonly Service[],
  request: WireRequest,
  signed: string | undefined,
): AwsService | string {
  const all = knownServices(services)
  const [prefix, operation] = (request.headers['x-amz-target'] ?? '').split('.')
  const targeted = operation !== undefined && all.find(({ target }) => target === prefix)
  if (targeted) return targeted
  const name = serviceNameOfHost(request.hostname) ?? signed
  // An unknown host is an endpoint that somebody configured for DynamoDB, the only service here
  // with clients in every language.
  return name === undefined ? DYNAMODB : (byName(all, name, request) ?? name)
}

/**
 * Whether a raw request can be for the service of this namespace, even if the list does not contain
 * the service.
 */
export function isServiceOf(
  services: readonly Service[],
  namespace: string,
  request: WireRequest,
  signed: string | undefined,
): boolean {
  const [prefix, operation] = (request.headers['x-amz-target'] ?? '').split('.')
  const name = serviceNameOfHost(request.hostname) ?? signed
  if (operation === undefined && name === undefined) return true
  const all = knownServices(services)
  const service =
    operation === undefined
      ? byName(all, name ?? '', request)
      : all.find(({ target }) => target === prefix)
  return service
    ? service.namespace === namespace
    : !all.some((each) => each.namespace === namespace)
}
