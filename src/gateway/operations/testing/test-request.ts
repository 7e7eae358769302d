/** A request that the control plane sends through the working copy of a REST API. */
import type { CallContext, World } from '../../../core/world/world.ts'
import type { RestApi } from '../../api/definition.ts'
import { TEST_STAGE } from '../../api/address.ts'
import { compileRest } from '../../draft/compile-rest.ts'
import type { DraftedApi } from '../../draft/rest-draft.ts'
import { newProgress, type Exchange } from '../../exchange/exchange.ts'
import { RequestRecord } from '../../exchange/record.ts'
import { newExtendedId, toTraceHeader } from '../../exchange/timestamps-and-ids.ts'
import { LOCAL_CLIENT } from '../../messages/client.ts'
import type { HeaderEntry, HeaderList } from '../../messages/header-list.ts'

/** What both operations take. */
export interface TestInput {
  readonly pathWithQueryString?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>
  readonly stageVariables?: Readonly<Record<string, string>>
}

/** The working copy as the stage of tests serves it. */
export function testApi(
  world: World,
  { api, draft }: DraftedApi,
  { stageVariables }: TestInput,
): RestApi {
  const working = compileRest(world, api, draft)
  if (working.type !== 'rest') throw new TypeError('A REST API compiles to a REST API.')
  return {
    ...working,
    stage: TEST_STAGE,
    stageVariables:
      stageVariables && Object.keys(stageVariables).length > 0 ? stageVariables : undefined,
  }
}

/** The client's IP address in events of tests. */
// Captured on AWS by Powertools for AWS Lambda (apigw-rest/console-test-ui.json)
const TEST_CLIENT = { ...LOCAL_CLIENT, sourceIp: 'test-invoke-source-ip' }

export function testExchange(
  { world, record: call }: CallContext,
  api: RestApi,
  { method, path }: { readonly method: string; readonly path: string },
  input: TestInput,
): Exchange<RestApi> {
  const at = world.clock.now()
  const cut = path.indexOf('?')
  const request = {
    method,
    path: cut < 0 ? path : path.slice(0, cut),
    query: cut < 0 ? '' : path.slice(cut + 1),
    headers: headersOf(input),
    body: input.body === undefined || input.body === '' ? undefined : Buffer.from(input.body),
    client: TEST_CLIENT,
  }
  const record = new RequestRecord(api, request, at, call)
  const trace = toTraceHeader(world, at, undefined)
  record.traceHeader = trace
  world.journal.append(record)
  return {
    ...{ world, api, request, record, trace },
    requestId: world.ids.uuid('gateway-request'),
    extendedId: newExtendedId(world),
    host: 'testPrefix.testDomainName',
    client: TEST_CLIENT,
    progress: newProgress(),
  }
}

// AWS: API_TestInvokeMethod.html (headers and multiValueHeaders). Unverified: those of both count.
function headersOf({ headers = {}, multiValueHeaders = {} }: TestInput): HeaderList {
  const multi = Object.entries(multiValueHeaders).flatMap(([name, values]) =>
    values.map((value): HeaderEntry => [name, value]),
  )
  return [...Object.entries(headers), ...multi]
}
