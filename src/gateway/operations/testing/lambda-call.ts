/** A call of a function as the execution log of a test shows it. */
import { createHash } from 'node:crypto'
import type { FunctionOutcome } from '../../../core/world/ports.ts'
import type { World } from '../../../core/world/world.ts'
import { lambdaArn } from '../../draft/lambda-uri.ts'
import type { HeaderList } from '../../messages/header-list.ts'
import type { ExecutionLog } from './execution-log.ts'

export interface LoggedCall {
  readonly function: string
  readonly event: unknown
  readonly apiId: string
  readonly requestId: string
  readonly trace: string
  /** `arn:aws:execute-api:...`: what calls the function. */
  readonly source: string
}

export function logCall(log: ExecutionLog, world: World, call: LoggedCall): void {
  const body = JSON.stringify(call.event)
  const { region } = world.options
  const host = `lambda.${region}.amazonaws.com`
  const path = `/2015-03-31/functions/${lambdaArn(world, call.function)}/invocations`
  const at = new Date(world.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  // Unverified: the order. The signature and the token that AWS shows in part are left out.
  const headers: HeaderList = [
    ['X-Amz-Date', at],
    ['x-amzn-apigateway-api-id', call.apiId],
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${call.apiId}`],
    ['Host', host],
    ['X-Amz-Content-Sha256', createHash('sha256').update(body).digest('hex')],
    ['X-Amzn-Trace-Id', call.trace],
    ['x-amzn-lambda-integration-tag', call.requestId],
    ['X-Amz-Source-Arn', call.source],
    ['Content-Type', 'application/json'],
  ]
  log.request({ url: `https://${host}${path}`, headers, body })
}

export function logOutcome(
  log: ExecutionLog,
  {
    world,
    trace,
    latency,
  }: { readonly world: World; readonly trace: string; readonly latency: number },
  outcome: FunctionOutcome,
): void {
  const error = outcome.unobservedError
  const body = outcome.payloadText ?? JSON.stringify(error ?? outcome.payload) ?? 'null'
  const headers: HeaderList = [
    ['Date', new Date(world.clock.now()).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', outcome.requestId],
    ['x-amzn-Remapped-Content-Length', '0'],
    ...(error ? [['X-Amz-Function-Error', 'Unhandled'] as const] : []),
    ['X-Amz-Executed-Version', '$LATEST'],
    ['X-Amzn-Trace-Id', trace],
  ]
  log.response({ status: 200, latency, headers, body })
}
