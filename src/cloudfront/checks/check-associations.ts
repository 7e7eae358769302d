/**
 * Functions of a behavior.
 *
 * AWS: edge-function-restrictions-all.html, lambda-at-edge-function-restrictions.html
 */
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import type { World } from '../../core/world/world.ts'
import { functionAssociation, lambdaAssociation } from '../errors.ts'
import { functionNameIn } from '../functions/names.ts'
import type { CloudFrontState } from '../state.ts'
import { itemsOf, type CacheBehavior } from '../distributions/config.ts'

export function checkAssociations(
  world: World,
  state: CloudFrontState,
  { FunctionAssociations, LambdaFunctionAssociations }: CacheBehavior,
): void {
  const functions = itemsOf(FunctionAssociations)
  const lambdas = itemsOf(LambdaFunctionAssociations)
  const types = [...functions, ...lambdas].map(({ EventType }) => EventType)
  const isViewer = (type: string): boolean => type.startsWith('viewer-')
  if (functions.length > 0 && lambdas.some(({ EventType }) => isViewer(EventType))) {
    // AWS: a behavior has one kind of function at the viewer's side. Unverified: the wording.
    throw functionAssociation(
      'A cache behavior cannot have CloudFront Functions and Lambda@Edge for viewer events.',
    )
  }
  if (new Set(types).size !== types.length) {
    throw functionAssociation('A cache behavior can have one function for each event type.')
  }
  for (const { FunctionARN } of functions) {
    const name = functionNameIn(FunctionARN)
    const known = name === undefined ? undefined : state.functions.get(name)
    if (!known?.live && !(name !== undefined && state.edgeHandlers.has(name))) {
      throw functionAssociation(
        `The function does not exist, or is not published to the LIVE stage. ARN: ${FunctionARN}`,
      )
    }
  }
  for (const { LambdaFunctionARN, EventType } of lambdas) {
    checkLambda(world, LambdaFunctionARN, isViewer(EventType) ? 5 : 30)
  }
}

/** Seen: public reports quote the first two messages. `most`: seconds that it may take. */
function checkLambda(world: World, arn: string, most: number): void {
  const [, , service, region = '', , type, , version] = arn.split(':')
  if (service !== 'lambda' || type !== 'function') {
    throw lambdaAssociation(`The function ARN is not valid. ARN: ${arn}`)
  }
  if (region !== 'us-east-1') {
    throw lambdaAssociation(`The function must be in region 'us-east-1'. ARN: ${arn}`)
  }
  if (version === undefined || !/^\d+$/.test(version)) {
    throw lambdaAssociation(
      `The function ARN must reference a specific function version. (The ARN must end with the version number.) ARN: ${arn}`,
    )
  }
  const configuration = configurationOf(world, arn)
  if (!configuration) {
    // Unverified: the wording.
    throw lambdaAssociation(`The function does not exist. ARN: ${arn}`)
  }
  const { Environment: environment, Timeout: timeout } = configuration
  // AWS: lambda-at-edge-function-restrictions.html. Unverified: the wording.
  if (Number(timeout) > most) {
    throw lambdaAssociation(
      `The function timeout is larger than the ${most} seconds of this event type. ARN: ${arn}`,
    )
  }
  const variables = isObject(environment) ? environment['Variables'] : undefined
  if (isObject(variables) && Object.keys(variables).length > 0) {
    throw lambdaAssociation(`The function cannot have environment variables. ARN: ${arn}`)
  }
}

function configurationOf(world: World, arn: string): Readonly<Record<string, unknown>> | undefined {
  const home = world.has('us-east-1') ? world.in('us-east-1') : world
  try {
    const input = { FunctionName: arn }
    const call = { service: 'lambda', operation: 'GetFunctionConfiguration', input } as const
    return home.callSync({ ...call, source: 'service' }) as Readonly<Record<string, unknown>>
  } catch (error) {
    if (!isServiceError(error)) throw error
    return undefined
  }
}
