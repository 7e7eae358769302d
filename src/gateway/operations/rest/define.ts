/** Defines the operations of the control plane for REST APIs. */
import { formatArn } from '../../../core/arn.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import type { CallContext, Operation, World } from '../../../core/world/world.ts'
import { modelOf, operationsOf, type DefineOperation, type Model } from '../../../model/index.ts'
import {
  APIGATEWAY_MODEL,
  type APIGatewayErrorCode,
  type APIGatewayOperation,
} from '../../api/model.ts'
import type { GatewayState } from '../../api/state.ts'

const model: Model<APIGatewayOperation, APIGatewayErrorCode> = modelOf(APIGATEWAY_MODEL)

const define: DefineOperation<APIGatewayOperation> = operationsOf('API Gateway', model)

export type RestOperations = Readonly<Record<string, Operation<GatewayState>>>

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

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
// AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
export function defineRest<Input extends object, Output>({
  name,
  handles,
  verb,
  path,
  run,
}: Description<Input, Output>): Operation<GatewayState, Input, Output> {
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, member = '']) => member)
  return define<GatewayState, Input, Output>({
    name,
    handles: [...inPath, ...handles],
    access: (input, world) => [
      { action: `apigateway:${verb}`, resource: arnOf(world, filled(path, input)) },
    ],
    run,
  })
}

/** `arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5` */
const arnOf = ({ options }: World, path: string): string =>
  formatArn('apigateway', options.region, '', path)

const filled = (path: string, input: object): string =>
  path.replace(/\{(\w+)\}/g, (_, member: string) => String(Reflect.get(input, member)))

/** A setting that AWS accepts and that is not simulated. */
export const unsupported = (world: World, operation: string, parameter: string): UnsupportedError =>
  world.refuse(new UnsupportedError({ service: 'API Gateway', operation, parameter }))

export const toDate = (milliseconds: number): Date => new Date(milliseconds)
