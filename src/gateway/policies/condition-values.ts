/**
 * What the conditions of resource policies may ask of a request.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
import { principalOfArn } from '../../core/policies/principals.ts'
import type { ConditionKeys } from '../../core/policies/variables.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { lastHeader } from '../messages/header-list.ts'

type Read = (exchange: Exchange<RestApi>, caller: CallerIdentity | undefined) => string | undefined

const ofHeader =
  (name: string): Read =>
  ({ request }) =>
    lastHeader(request.headers, name)

const ofPrivateApis =
  (read: Read): Read =>
  (exchange, caller) =>
    exchange.api.endpointType === 'PRIVATE' ? read(exchange, caller) : undefined

/** By key, in lower case. */
const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['aws:currenttime', ({ record }) => new Date(record.at).toISOString()],
  ['aws:epochtime', ({ record }) => String(Math.floor(record.at / 1000))],
  ['aws:referer', ofHeader('referer')],
  ['aws:useragent', ofHeader('user-agent')],
  ['aws:securetransport', () => 'true'],
  [
    'aws:sourceip',
    ({ api, client }) => (api.endpointType === 'PRIVATE' ? undefined : client.sourceIp),
  ],
  ['aws:vpcsourceip', ofPrivateApis(({ client }) => client.sourceIp)],
  ['aws:sourcevpc', ofPrivateApis(({ client }) => client.vpcId)],
  ['aws:sourcevpce', ofPrivateApis(({ client }) => client.vpcEndpointId)],
  ['aws:principalaccount', (_, caller) => caller?.accountId],
  ['aws:principalarn', (_, caller) => caller && roleOf(caller.arn)],
  ['aws:userid', (_, caller) => caller?.userId],
  ['aws:username', (_, caller) => /:user\/(?:.*\/)?([^/]+)$/.exec(caller?.arn ?? '')?.[1]],
])

export const isKnownKey = (key: string): boolean => READS.has(key.toLowerCase())

export const valuesOf =
  (exchange: Exchange<RestApi>, caller: CallerIdentity | undefined): ConditionKeys =>
  (key) =>
    READS.get(key)?.(exchange, caller)

/** The role of a session: `arn:aws:iam::123456789012:role/orders`. Other ARNs as they are. */
// AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// (aws:PrincipalArn)
function roleOf(arn: string): string {
  const principal = principalOfArn(arn)
  return principal.kind === 'session' ? principal.roleArn : arn
}
