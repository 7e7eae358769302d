/** Defines the operations of the control plane for HTTP APIs. */
import type { CallContext, Operation, World } from '../../../core/world/world.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import { modelOf, operationsOf, type DefineOperation, type Model } from '../../../model/index.ts'
import {
  APIGATEWAYV2_MODEL,
  type APIGatewayV2ErrorCode,
  type APIGatewayV2Operation,
} from '../../api/models/apigatewayv2.ts'
import type { GatewayState } from '../../api/state.ts'
import { apiGatewayArn, filledPath, pathMembers, type Verb } from '../../control/access.ts'
import { pageOf } from '../../control/page.ts'
import { gateway } from '../../service.ts'

const model: Model<APIGatewayV2Operation, APIGatewayV2ErrorCode> = modelOf(APIGATEWAYV2_MODEL)

const define: DefineOperation<APIGatewayV2Operation> = operationsOf('API Gateway V2', model)

export type V2Operations = Readonly<Record<string, Operation<undefined>>>

interface Description<Input, Output> {
  readonly name: APIGatewayV2Operation
  readonly handles: readonly string[]
  readonly verb: Verb
  /** The path of the resource: `/apis/{ApiId}/routes`, with members of the input. */
  readonly path: string
  run(state: GatewayState, input: Input, context: CallContext): Output
}

/**
 * An operation with the permission that AWS derives from its verb and path. The members in the path
 * are handled. The state is that of the other API, which knows the same gateways.
 */
export function defineV2<Input extends object, Output>({
  name,
  handles,
  verb,
  path,
  run,
}: Description<Input, Output>): Operation<undefined, Input, Output> {
  return define<undefined, Input, Output>({
    name,
    handles: [...pathMembers(path), ...handles],
    access: (input, world) => [
      { action: `apigateway:${verb}`, resource: apiGatewayArn(world, filledPath(path, input)) },
    ],
    run: (_, input, context) => run(context.world.state(gateway), input, context),
  })
}

/** A setting that AWS accepts and that is not simulated. */
export const unsupportedV2 = (
  world: World,
  operation: string,
  parameter: string,
): UnsupportedError =>
  world.refuse(new UnsupportedError({ service: 'API Gateway V2', operation, parameter }))

/** Input of lists. */
export interface ListInput {
  readonly MaxResults?: string
  readonly NextToken?: string
}

/** A page with the members of answers. */
export function listedV2<Item, Output>(
  world: World,
  all: readonly Item[],
  operation: string,
  { MaxResults, NextToken }: ListInput,
  keyOf: (item: Item) => string,
  toOutput: (item: Item) => Output,
): { readonly Items: readonly Output[]; readonly NextToken?: string } {
  // Unverified: the default size of a page.
  const limit = MaxResults === undefined ? 100 : Number(MaxResults)
  const page = pageOf(world, all, { operation, token: NextToken, limit }, keyOf)
  const Items = page.items.map(toOutput)
  return page.next === undefined ? { Items } : { Items, NextToken: page.next }
}
