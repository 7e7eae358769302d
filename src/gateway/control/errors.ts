/** The errors of API Gateway's control plane, one factory per wording. */
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

export const badRequest = (message: string): ServiceError =>
  new ServiceError('BadRequestException', message, { status: 400 })

export const conflict = (message: string): ServiceError =>
  new ServiceError('ConflictException', message, { status: 409 })

export const notFound = (message: string): ServiceError =>
  new ServiceError('NotFoundException', message, { status: 404 })

// Seen: LocalStack's tests against AWS: the account and the id.
export const restApiNotFound = ({ options }: World, id: string): ServiceError =>
  notFound(`Invalid API identifier specified ${options.accountId}:${id}`)

/** `Resource`, `Method`, `Stage`, ... */
// Seen: LocalStack's tests against AWS (Resource, Method, Integration, Stage, Deployment, Request
// Validator). Unverified: the other nouns.
export const invalidIdentifier = (noun: string): ServiceError =>
  notFound(`Invalid ${noun} identifier specified`)

// Seen: LocalStack's tests against AWS.
export const invalidStatusCode = (): ServiceError =>
  notFound('Invalid Response status code specified')

// Recorded: GATEWAY.md 4.8, test_put_method_model.
export const modelNotFound = (name: string): ServiceError =>
  notFound(`Invalid model name specified: ${name}`)

// Recorded: test_create_proxy_resource_validation.
export const greedyParent = (path: string): ServiceError =>
  badRequest(`Cannot create a child of a resource with a greedy path variable: ${path}`)

// Recorded: test_create_proxy_resource_validation.
export const variableSibling = (pathPart: string): ServiceError =>
  badRequest(
    `A sibling (${pathPart}) of this resource already has a variable path part -- only one is allowed`,
  )

// Seen: LocalStack's tests against AWS.
export const resourceExists = (pathPart: string): ServiceError =>
  conflict(`Another resource with the same parent already has this name: ${pathPart}`)

// Seen: many public reports (serverless/serverless#3785 and others).
export const invalidPathPart = (): ServiceError =>
  badRequest(
    "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
  )

// Seen: LocalStack's provider, tested against AWS.
export const methodNotValid = (): ServiceError =>
  badRequest(
    'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
  )

// Seen: LocalStack's tests against AWS.
export const invalidAuthorizerId = (): ServiceError =>
  badRequest(
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  )

// Recorded: test_canary_deployments_validation (GATEWAY.md 11.1).
export const deploymentMissing = (): ServiceError => badRequest('Deployment id does not exist')

// Recorded: GATEWAY.md 11.2.
export const deploymentInUse = (): ServiceError =>
  badRequest('Active stages pointing to this deployment must be moved or deleted')

// Seen: public reports (hashicorp/terraform#7486).
export const noMethods = (): ServiceError => badRequest("The REST API doesn't contain any methods")

// Seen: public reports (hashicorp/terraform#6128).
export const noIntegration = (): ServiceError => badRequest('No integration defined for method')

// Seen: moto's tests against AWS.
export const apiNotFound = (id: string): ServiceError =>
  notFound(`Invalid API identifier specified ${id}`)

/** The errors for HTTP APIs name the id as well. */
// Seen: moto's tests against AWS (Route, Integration, Authorizer). Unverified: other nouns.
export const invalidId = (noun: string, id: string): ServiceError =>
  notFound(`Invalid ${noun} identifier specified ${id}`)

// Seen: public reports (hashicorp/terraform-provider-aws, serverless/serverless).
export const routeExists = (key: string): ServiceError =>
  conflict(`Route with key ${key} already exists for this API`)

// Seen: public reports (serverless/serverless).
export const malformedRouteKey = (): ServiceError =>
  badRequest(
    'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
  )
