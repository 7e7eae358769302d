/**
 * `AwsCustomResource` of CDK: a call of an AWS API for each event of a resource. Its own function,
 * which CDK puts into the assembly, does not run here: the region answers the calls.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html
 */
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { waitFor, type Steps } from '../../core/maybe-promise.ts'
import { setOwn } from '../../core/set-own.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import { CustomFailure } from './failure.ts'
import type { CustomEvent, CustomWish } from './request.ts'
import type { CustomAnswer } from './response.ts'

interface ApiCall {
  readonly service: string
  readonly action: string
  readonly parameters: unknown
  readonly physicalResourceId: Readonly<Record<string, unknown>>
  readonly outputPaths: readonly string[] | undefined
  readonly ignored: string | undefined
}

export function* makeCall(world: World, wish: CustomWish, event: CustomEvent): Steps<CustomAnswer> {
  const calls = {
    Create: callIn(world, wish.properties['Create']),
    Update: callIn(world, wish.properties['Update']),
    Delete: callIn(world, wish.properties['Delete']),
  }
  const call = calls[wish.requestType]
  const named = (one: ApiCall | undefined): unknown => one?.physicalResourceId['id']
  const id = String(
    wish.requestType === 'Create'
      ? (named(calls.Create) ?? named(calls.Update) ?? named(calls.Delete) ?? wish.logicalId)
      : (named(call) ?? wish.physicalId),
  )
  const { RequestId: requestId } = event
  if (!call) return { physicalId: id, requestId, data: {} }
  const answer = yield* run(world, call, id, event)
  const path = call.physicalResourceId['responsePath']
  const found = typeof path === 'string' ? answer[path] : undefined
  return {
    physicalId: found === undefined ? id : String(found),
    requestId,
    data: call.outputPaths ? onlyAt(answer, call.outputPaths) : answer,
  }
}

function callIn(world: World, text: unknown): ApiCall | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  const call: unknown = JSON.parse(text)
  if (!isObject(call)) return undefined
  const { outputPath, outputPaths, ignoreErrorCodesMatching: ignored } = call
  const paths = outputPath === undefined ? outputPaths : [outputPath]
  const own = call['physicalResourceId']
  return {
    service: serviceOf(world, String(call['service'])),
    action: operationOf(String(call['action'])),
    parameters: call['parameters'] ?? {},
    physicalResourceId: isObject(own) ? own : {},
    outputPaths: Array.isArray(paths) ? paths.map(String) : undefined,
    ignored: typeof ignored === 'string' ? ignored : undefined,
  }
}

/** `SSM`, `ssm` and `@aws-sdk/client-ssm` name the same service. */
function serviceOf({ services }: World, name: string): string {
  const wanted = plain(ALIASES[name.toLowerCase()] ?? name)
  return services.find(({ client }) => client && plain(client.package) === wanted)?.id ?? name
}

/** The name of a client without its package's scope, hyphens and capitals. */
const plain = (name: string): string =>
  name
    .replace(/^@aws-sdk\/client-/, '')
    .replaceAll('-', '')
    .toLowerCase()

/** Names of version 2 of the SDK that version 3 has changed. */
const ALIASES: Readonly<Record<string, string>> = {
  cloudwatchevents: 'eventbridge',
  cognitoidentityserviceprovider: 'cognito-identity-provider',
}

/** `getParameter` and `GetParameterCommand` name the same operation. */
const operationOf = (action: string): string =>
  (action.charAt(0).toUpperCase() + action.slice(1)).replace(/Command$/, '')

function* run(
  world: World,
  { service, action, parameters, ignored }: ApiCall,
  id: string,
  event: CustomEvent,
): Steps<Record<string, unknown>> {
  try {
    const input = withPhysicalId(parameters, id) as object
    const answer = yield* waitFor<unknown>(callQuietly(world, service, action, input))
    return flatten(answer)
  } catch (error) {
    if (!isServiceError(error)) throw error
    if (ignored !== undefined && new RegExp(ignored).test(error.code)) return {}
    throw new CustomFailure(event, undefined, error.message)
  }
}

function withPhysicalId(value: unknown, id: string): unknown {
  if (value === 'PHYSICAL:RESOURCEID:') return id
  if (Array.isArray(value)) return value.map((entry) => withPhysicalId(entry, id))
  if (!isObject(value)) return value
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) setOwn(made, key, withPhysicalId(entry, id))
  return made
}

/** `{ Parameter: { Value: 'a' } }` becomes `{ 'Parameter.Value': 'a' }`. */
function flatten(value: unknown, path: readonly string[] = []): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return path.length === 0 ? {} : { [path.join('.')]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, entry]) => flatten(entry, [...path, key])),
  ) as Record<string, unknown>
}

const onlyAt = (
  answer: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answer).filter(([key]) => paths.some((path) => key.startsWith(path))),
  )
