/** The backend of AWS integrations with an action or a path of another service. */
import type { Sender } from '../../core/delivery/sender.ts'
import { actFor } from '../api/acting.ts'
import type { ServiceDefinition } from '../api/integrations/mapped-integration.ts'
import { IntegrationRecord } from '../exchange/integration-record.ts'
import type { HeaderEntry } from '../messages/header-list.ts'
import type { BackendAnswer } from './answer.ts'
import { configurationError } from './failure.ts'
import type { MappedRequest } from './map-request.ts'
import { contentTypeOf, WITHOUT_BODY, withOwnHeaders } from './own-headers.ts'
import type { RequestData } from './request-data.ts'
import { completeUri, withQuery } from './uri.ts'

/** Mapped or not. */
const NEVER_SENT: ReadonlySet<string> = new Set(['expect', 'proxy-authenticate', 'te', 'referer'])

/** Sends the request through the service's own protocol. Its errors are answers. */
export async function callService(
  { service, method, given }: ServiceDefinition,
  mapped: MappedRequest,
  data: RequestData,
): Promise<BackendAnswer> {
  const { world, record } = data.exchange
  const { awsApis } = world.ports
  if (!awsApis) throw configurationError('This region has no other services.')
  const { host, region, kind } = service
  const target = completeUri(service.target, mapped.path, data.stageVariables)
  const path = kind === 'path' ? `/${target}` : '/'
  const headers = headersOf(mapped, data)
  const body = WITHOUT_BODY.has(method) ? '' : mapped.body
  const query = queryOf(target, kind, mapped)
  const base = `https://${host}.${region}.amazonaws.com${withoutQuery(path)}`
  const action = kind === 'action' ? withoutQuery(target) : undefined
  const shown = action === undefined ? query : [['Action', action] as const, ...query]
  record.integration = new IntegrationRecord({ method, url: withQuery(base, shown), headers, body })
  const { integration } = record
  const credentials = 'credentials' in given ? given.credentials : undefined
  const sender = (): Sender | undefined => data.senderFor(credentials)
  const acting = actFor({ world, record, credentials, sender, signer: data.signer })
  if ('refusal' in acting) throw configurationError(acting.refusal)
  const answer = await awsApis.send({
    ...{ method, host, region, headers, body, query, action },
    path: withoutQuery(path),
    cause: record,
    caller: acting.caller,
  })
  integration.finish(answer)
  return { ...answer, selection: String(answer.status) }
}

const withoutQuery = (text: string): string => text.replace(/[?&].*$/s, '')

/** Parameters may stand behind the action or the path: `action/Publish&TopicArn=...`. */
function queryOf(
  target: string,
  kind: 'action' | 'path',
  { query }: MappedRequest,
): readonly (readonly [string, string])[] {
  const [, own = ''] = (kind === 'action' ? /[?&](.*)$/s : /\?(.*)$/s).exec(target) ?? []
  return [...new URLSearchParams(own), ...query]
}

const headersOf = ({ headers }: MappedRequest, data: RequestData): HeaderEntry[] =>
  withOwnHeaders(
    headers.filter(([name]) => !NEVER_SENT.has(name.toLowerCase())),
    data,
    contentTypeOf(data),
  )
