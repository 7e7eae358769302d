/**
 * What the conditions of policies may ask of a request: those of resource policies, and those that
 * Lambda authorizers answer.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
import { principalOfArn } from '../../../core/policies/principals.ts'
import type { ConditionKeys } from '../../../core/policies/variables.ts'
import type { CallerIdentity } from '../../../core/world/identity-ports.ts'
import type { Client } from '../../messages/client.ts'
import { lastHeader, type HeaderList } from '../../messages/header-list.ts'

/** The request that a policy is asked about. */
export interface AskedRequest {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly headers: HeaderList
  readonly client: Client
  /** Whether it came to a private API. */
  readonly isPrivate: boolean
  /** Undefined for an anonymous one. */
  readonly caller: CallerIdentity | undefined
}

type Read = (asked: AskedRequest) => string | undefined

const ofHeader =
  (name: string): Read =>
  ({ headers }) =>
    lastHeader(headers, name)

const ofPrivateApis =
  (read: Read): Read =>
  (asked) =>
    asked.isPrivate ? read(asked) : undefined

/** By key, in lower case. */
const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['aws:currenttime', ({ at }) => new Date(at).toISOString()],
  ['aws:epochtime', ({ at }) => String(Math.floor(at / 1000))],
  ['aws:referer', ofHeader('referer')],
  ['aws:useragent', ofHeader('user-agent')],
  ['aws:securetransport', () => 'true'],
  ['aws:sourceip', ({ isPrivate, client }) => (isPrivate ? undefined : client.sourceIp)],
  ['aws:vpcsourceip', ofPrivateApis(({ client }) => client.sourceIp)],
  ['aws:sourcevpc', ofPrivateApis(({ client }) => client.vpcId)],
  ['aws:sourcevpce', ofPrivateApis(({ client }) => client.vpcEndpointId)],
  ['aws:principalaccount', ({ caller }) => caller?.accountId],
  ['aws:principalarn', ({ caller }) => caller && roleOf(caller.arn)],
  ['aws:userid', ({ caller }) => caller?.userId],
  ['aws:username', ({ caller }) => /:user\/(?:.*\/)?([^/]+)$/.exec(caller?.arn ?? '')?.[1]],
])

export const isKnownKey = (key: string): boolean => READS.has(key.toLowerCase())

export const valuesOf =
  (asked: AskedRequest): ConditionKeys =>
  (key) =>
    READS.get(key)?.(asked)

/** The role of a session: `arn:aws:iam::123456789012:role/orders`. Other ARNs as they are. */
// AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// (aws:PrincipalArn)
function roleOf(arn: string): string {
  const principal = principalOfArn(arn)
  return principal.kind === 'session' ? principal.roleArn : arn
}
