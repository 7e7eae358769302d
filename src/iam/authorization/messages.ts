/** AWS's refusals: the sentence, and each service's error around it. */
import { ServiceError } from '../../core/errors.ts'
import type { Decision, PolicyKind } from '../../core/policies/evaluate.ts'

const KINDS: Readonly<Record<PolicyKind, readonly [article: string, noun: string]>> = {
  identity: ['an', 'identity-based policy'],
  resource: ['a', 'resource-based policy'],
  boundary: ['a', 'permissions boundary'],
  session: ['a', 'session policy'],
  serviceControl: ['a', 'service control policy'],
  resourceControl: ['a', 'resource control policy'],
}

/** What AWS calls a kind of policy in its messages. */
export const nounOfKind = (kind: PolicyKind): string => KINDS[kind][1]

export interface DeniedRequest {
  /** An ARN, `anonymous`, or the name of a service. */
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly decision: Pick<Decision, 'decision' | 'by'>
}

interface Form {
  readonly code: string
  readonly queryCode?: string
  readonly status: number
  readonly fields?: (message: string) => Readonly<Record<string, unknown>>
  readonly write: (denied: DeniedRequest) => string
}

// AWS: "Access denied error messages" (IAM User Guide, troubleshoot_access-denied).
const reasonOf = ({ action, decision: { decision, by } }: DeniedRequest): string => {
  const [article, noun] = KINDS[by]
  return decision === 'explicitDeny'
    ? ` with an explicit deny in ${article} ${noun}`
    : ` because no ${noun} allows the ${action} action`
}

const plain = (denied: DeniedRequest): string =>
  `User: ${denied.principal} is not authorized to perform: ${denied.action} on resource: ${denied.resource}${reasonOf(denied)}`

const withAction =
  (rename: (action: string) => string) =>
  (denied: DeniedRequest): string =>
    plain({ ...denied, action: rename(denied.action) })

const json: Form = { code: 'AccessDeniedException', status: 400, write: plain }
const rest: Form = { ...json, status: 403 }
const query: Form = { code: 'AccessDenied', status: 403, write: plain }

/** Members that the message has under another name. */
const capital = (message: string): Readonly<Record<string, unknown>> => ({ Message: message })

// Seen in public issues (each service's own report); the statuses of EventBridge, SSM, Logs and
// Kinesis are documented. Unverified: CloudWatch, Scheduler, API Gateway and CloudFormation.
const FORMS: Readonly<Record<string, Form>> = {
  dynamodb: { ...json, fields: capital },
  dynamodbstreams: { ...json, fields: capital },
  s3: {
    code: 'AccessDenied',
    status: 403,
    // Other accounts and everyone are told nothing.
    write: (denied) =>
      denied.principal === 'anonymous'
        ? 'Access Denied'
        : `User: ${denied.principal} is not authorized to perform: ${denied.action} on resource: "${denied.resource}"${reasonOf(denied)}`,
  },
  sns: {
    code: 'AuthorizationErrorException',
    queryCode: 'AuthorizationError',
    status: 403,
    write: withAction((action) => action.replace(/^sns:/, 'SNS:')),
  },
  sqs: { ...query, write: withAction((action) => action.toLowerCase()) },
  // The sentence ends with the resource.
  sts: {
    ...query,
    write: ({ principal, action, resource }) =>
      `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}`,
  },
  iam: query,
  cloudformation: query,
  cloudwatch: query,
  lambda: { ...rest, write: plain },
  apigateway: rest,
  apigatewayv2: rest,
  apigatewaymanagementapi: { ...rest, code: 'ForbiddenException' },
  scheduler: rest,
  cloudfront: query,
  secretsmanager: {
    ...json,
    write: (denied) =>
      denied.resource === '*'
        ? `User: ${denied.principal} is not authorized to perform: ${denied.action}${reasonOf(denied)}`
        : plain(denied),
  },
  kms: {
    ...json,
    // The caller did not name the key: its ciphertext does.
    write: (denied) =>
      denied.action === 'kms:Decrypt' && denied.resource === '*'
        ? `User: ${denied.principal} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`
        : plain(denied),
  },
}

/** Returns the refusal of a service, by its id. */
export function accessDenied(service: string, denied: DeniedRequest): ServiceError {
  const { code, queryCode, status, fields, write } = FORMS[service] ?? json
  const message = write(denied)
  return new ServiceError(code, message, {
    status,
    ...(queryCode !== undefined && { queryCode }),
    ...(fields && { fields: fields(message) }),
  })
}

/** Returns the sentence for services that word it themselves. */
export const deniedMessage: (denied: DeniedRequest) => string = plain

// AWS: "Common errors" of each API: query services and S3 answer 403, JSON services 400.
const QUERY: ReadonlySet<string> = new Set([
  'cloudformation',
  'cloudwatch',
  'iam',
  'sns',
  'sqs',
  'sts',
])

/** Returns the refusal of credentials that no one here has. */
export function unknownCredentials(service: string): ServiceError {
  if (service === 's3') {
    return new ServiceError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      { status: 403 },
    )
  }
  const text = 'The security token included in the request is invalid.'
  return QUERY.has(service)
    ? new ServiceError('InvalidClientTokenId', text, { status: 403 })
    : new ServiceError('UnrecognizedClientException', text, { status: statusOf(service) })
}

/** Returns the refusal of temporary credentials after their time. */
export function expiredCredentials(service: string): ServiceError {
  if (service === 's3')
    return new ServiceError('ExpiredToken', 'The provided token has expired.', { status: 400 })
  const text = 'The security token included in the request is expired'
  return QUERY.has(service)
    ? new ServiceError('ExpiredToken', text, { status: 403 })
    : new ServiceError('ExpiredTokenException', text, { status: statusOf(service) })
}

const statusOf = (service: string): number => (FORMS[service] ?? json).status
