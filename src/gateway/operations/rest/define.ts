/** Defines the operations of the control plane for REST APIs. */
import { UnsupportedError } from '../../../core/errors.ts'
import type { CallContext, Operation, World } from '../../../core/world/world.ts'
import { modelOf, operationsOf, type DefineOperation, type Model } from '../../../model/index.ts'
import {
  APIGATEWAY_MODEL,
  type APIGatewayErrorCode,
  type APIGatewayOperation,
} from '../../api/models/api-gateway.ts'
import type { GatewayState } from '../../api/state.ts'
import type { PatchOperation } from '../../control/patch.ts'
import { apiGatewayArn, filledPath, pathMembers, type Verb } from '../../control/access.ts'

const model: Model<APIGatewayOperation, APIGatewayErrorCode> = modelOf(APIGATEWAY_MODEL)

const define: DefineOperation<APIGatewayOperation> = operationsOf('API Gateway', model)

export type RestOperations = Readonly<Record<string, Operation<GatewayState>>>

interface Description<Input, Output> {
  readonly name: APIGatewayOperation
  readonly handles: readonly string[]
  readonly verb: Verb
  /** The path of the resource: `/restapis/{restApiId}/resources`, with members of the input. */
  readonly path: string
  run(state: GatewayState, input: Input, context: CallContext): Output
}

/**
 * An operation with the permission that AWS derives from its verb and path. The members in the path
 * are handled.
 */
export function defineRest<Input extends object, Output>({
  name,
  handles,
  verb,
  path,
  run,
}: Description<Input, Output>): Operation<GatewayState, Input, Output> {
  return define<GatewayState, Input, Output>({
    name,
    handles: [...pathMembers(path), ...handles],
    access: (input, world) => [
      { action: `apigateway:${verb}`, resource: apiGatewayArn(world, filledPath(path, input)) },
    ],
    run,
  })
}

/** A setting that AWS accepts and that is not simulated. */
export const unsupported = (world: World, operation: string, parameter: string): UnsupportedError =>
  world.refuse(new UnsupportedError({ service: 'API Gateway', operation, parameter }))

/** Refuses changes that AWS accepts and that are not simulated: paths, or what begins with them. */
export function refusePaths(
  world: World,
  operation: string,
  changes: readonly PatchOperation[] = [],
  paths: readonly string[],
): void {
  for (const { path = '' } of changes)
    if (paths.some((one) => path === one || path.startsWith(`${one}/`)))
      throw unsupported(world, operation, path)
}

export const toDate = (milliseconds: number): Date => new Date(milliseconds)
