/**
 * `ResourcePolicy` in `Auth`: who may call a REST API, or one of its routes.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
 */
import { propertiesIn, type Properties } from '../context.ts'

const ACTION = 'execute-api:Invoke'

/** Undefined where nothing restricts the API. `routes`: the policies of single routes. */
export function resourcePolicy(
  { Auth: given }: Properties,
  routes: readonly RoutePolicy[],
): Properties | undefined {
  const ofApi = statementsOf(propertiesIn(propertiesIn(given)['ResourcePolicy']), 'execute-api:/*')
  const ofRoutes = routes.flatMap(({ policy, resource }) => statementsOf(policy, resource))
  const statements = [...ofApi, ...ofRoutes]
  return statements.length > 0 ? { Version: '2012-10-17', Statement: statements } : undefined
}

export interface RoutePolicy {
  readonly policy: Properties
  /** The route in every stage. */
  readonly resource: string
}

/** Conditions of everyone's access: each list denies the requests that it does not let in. */
interface Restriction {
  readonly property: string
  readonly operator: string
  readonly key: string
}

const RESTRICTIONS: readonly Restriction[] = [
  { property: 'IpRangeWhitelist', operator: 'NotIpAddress', key: 'aws:SourceIp' },
  { property: 'IpRangeBlacklist', operator: 'IpAddress', key: 'aws:SourceIp' },
  { property: 'IntrinsicVpcWhitelist', operator: 'StringNotEquals', key: 'aws:SourceVpc' },
  { property: 'IntrinsicVpcBlacklist', operator: 'StringEquals', key: 'aws:SourceVpc' },
  { property: 'IntrinsicVpceWhitelist', operator: 'StringNotEquals', key: 'aws:SourceVpce' },
  { property: 'IntrinsicVpceBlacklist', operator: 'StringEquals', key: 'aws:SourceVpce' },
]

function statementsOf(policy: Properties, Resource: string): Properties[] {
  const restrictions = [
    ...RESTRICTIONS.flatMap(({ property, operator, key }) => {
      const values = listOf(policy[property])
      return values.length > 0 ? [{ [operator]: { [key]: values } }] : []
    }),
    ...sourceVpcs(policy, 'SourceVpcWhitelist', 'StringNotEquals'),
    ...sourceVpcs(policy, 'SourceVpcBlacklist', 'StringEquals'),
  ]
  const everyone = { Action: ACTION, Principal: '*', Resource }
  return [
    ...accounts(policy, 'AwsAccountWhitelist', 'Allow', Resource),
    ...accounts(policy, 'AwsAccountBlacklist', 'Deny', Resource),
    ...(restrictions.length > 0 ? [{ ...everyone, Effect: 'Allow' }] : []),
    ...restrictions.map((Condition) => ({ ...everyone, Effect: 'Deny', Condition })),
    // AWS: the page above (statements of their own, written out)
    ...listOf(policy['CustomStatements']).map(propertiesIn),
  ]
}

const accounts = (
  policy: Properties,
  property: string,
  Effect: string,
  Resource: string,
): Properties[] => {
  const AWS = listOf(policy[property])
  return AWS.length > 0 ? [{ Action: ACTION, Effect, Principal: { AWS }, Resource }] : []
}

/** Ids of VPCs and of endpoints in one list. */
function sourceVpcs(policy: Properties, property: string, operator: string): Properties[] {
  const values = listOf(policy[property])
  const endpoints = values.filter((value) => String(value).startsWith('vpce-'))
  const vpcs = values.filter((value) => !endpoints.includes(value))
  return [
    ...(vpcs.length > 0 ? [{ [operator]: { 'aws:SourceVpc': vpcs } }] : []),
    ...(endpoints.length > 0 ? [{ [operator]: { 'aws:SourceVpce': endpoints } }] : []),
  ]
}

const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]
