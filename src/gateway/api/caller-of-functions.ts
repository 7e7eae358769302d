/** API Gateway, as the policies of the functions see it that it invokes. */
import { formatArn } from '../../core/arn.ts'
import { letIn, type ServiceSender } from '../../core/delivery/sender.ts'
import type { World } from '../../core/world/world.ts'

const SERVICE = 'apigateway.amazonaws.com'

interface Caller {
  readonly world: World
  readonly api: { readonly id: string; readonly stage: string }
}

/** For a route: `POST` and `/orders/{id}`; for HTTP APIs also `$default`. */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#apigateway-permissions
export const senderOfRoute = (
  { world, api }: Caller,
  route: { readonly path: string; readonly key: string },
  method: string,
  role: string | undefined,
): ServiceSender | undefined => {
  const rest = route.path.startsWith('/') ? `${method}${route.path}` : route.key
  return sender(world, `${api.id}/${api.stage}/${rest}`, role)
}

/** For a route of a WebSocket API: `$connect`. */
export const senderOfSocketRoute = (
  { world, api }: Caller,
  { key }: { readonly key: string },
  role: string | undefined,
): ServiceSender | undefined => sender(world, `${api.id}/${api.stage}/${key}`, role)

/** For an authorizer. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
export const senderOfAuthorizer = (
  { world, api }: Caller,
  { id, role }: { readonly id: string; readonly role?: string | undefined },
): ServiceSender | undefined => sender(world, `${api.id}/authorizers/${id}`, role)

/** Unverified: with the caller's own credentials, the gateway may do what the route allows. */
const CALLER_CREDENTIALS = /^arn:[^:]+:iam::\*:user\/\*$/

/** Whether an integration's `credentials` are those of the caller. */
export const isOfCaller = (credentials: string): boolean => CALLER_CREDENTIALS.test(credentials)

function sender(world: World, path: string, role: string | undefined): ServiceSender | undefined {
  if (role !== undefined && isOfCaller(role)) return undefined
  return { ...gatewayAt(world, path), role }
}

const gatewayAt = ({ options }: World, path: string): ServiceSender => ({
  service: SERVICE,
  sourceArn: formatArn('execute-api', options.region, options.accountId, path),
})

/** The members of routes that name functions. */
interface Route {
  readonly integration: object
  readonly authorizer: object | undefined
}

/** Lets an API that the test made invoke the functions of its routes and authorizers. */
export function letGatewayIn(world: World, apiId: string, routes: Iterable<Route>): void {
  const names = new Set<string>()
  for (const { integration, authorizer } of routes) {
    for (const one of [integration, authorizer]) {
      const name: unknown = one && 'function' in one ? one.function : undefined
      // A stage variable completes a name only when a request comes.
      if (typeof name === 'string' && !name.includes('$')) names.add(name)
    }
  }
  const { region, accountId } = world.options
  const from = gatewayAt(world, `${apiId}/*`)
  for (const name of names)
    letIn(world, formatArn('lambda', region, accountId, `function:${name}`), from)
}
