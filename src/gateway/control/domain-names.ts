/** Custom domain names and their mappings, as both APIs of the control plane change them. */
import type { World } from '../../core/world/world.ts'
import type { DomainMapping, DomainName } from '../api/domain-names.ts'
import type { GatewayState } from '../api/state.ts'
import { withEntry, withoutEntry } from './entries.ts'
import { badRequest, notFound } from './errors.ts'

// Seen: moto's tests against AWS, and public reports (amplify-education/serverless-domain-manager).
export function domainOf(state: GatewayState, name: string): DomainName {
  const domain = state.domains.get(name.toLowerCase())
  if (!domain) throw notFound('Invalid domain name identifier specified')
  return domain
}

export const saveDomain = (state: GatewayState, domain: DomainName): void => {
  state.domains = withEntry(state.domains, domain.name, domain)
}

export function deleteDomain(state: GatewayState, name: string): void {
  state.domains = withoutEntry(state.domains, domainOf(state, name).name)
}

export type NewDomain = Pick<DomainName, 'tags'> & {
  readonly domainName: string
  readonly endpointType: DomainName['endpointType']
  readonly securityPolicy: string | undefined
  readonly certificateArn: string | undefined
  readonly certificateName: string | undefined
}

export function addDomain(
  state: GatewayState,
  world: World,
  { domainName, securityPolicy, ...given }: NewDomain,
): DomainName {
  const name = domainName.toLowerCase()
  // Unverified: the wording.
  if (!/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/.test(name))
    throw badRequest(`Invalid domain name: ${domainName}`)
  // Seen: public reports (Miserlou/Zappa issue 1410).
  if (state.domains.has(name)) throw badRequest('The domain name you provided already exists.')
  const domain: DomainName = {
    ...given,
    name,
    createdAt: world.clock.now(),
    securityPolicy: securityPolicy ?? 'TLS_1_2',
    target: targetOf(world, given.endpointType),
    mappings: new Map(),
  }
  saveDomain(state, domain)
  return domain
}

/** The name that AWS gives a domain name, for its DNS records to point to. */
export function targetOf(world: World, endpointType: DomainName['endpointType']): string {
  const { region } = world.options
  return endpointType === 'EDGE'
    ? `d${world.ids.text('cloudfront-domain', 13)}.cloudfront.net`
    : `d-${world.ids.text('regional-domain', 10)}.execute-api.${region}.amazonaws.com`
}

// AWS: https://docs.aws.amazon.com/general/latest/gr/apigateway.html (data plane endpoints). Only zones
// that several public tables agree on.
const REGIONAL_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
  'af-south-1': 'Z2DHW2332DAMTN',
  'ap-east-1': 'Z3FD1VL90ND7K5',
  'ap-northeast-1': 'Z1YSHQZHG15GKL',
  'ap-northeast-2': 'Z20JF4UZKIW1U8',
  'ap-south-1': 'Z3VO1THU9YC4UR',
  'ap-southeast-1': 'ZL327KTPIQFUL',
  'ap-southeast-2': 'Z2RPCDW04V8134',
  'ca-central-1': 'Z19DQILCV0OWEC',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
  'eu-north-1': 'Z3UWIKFBOOGXPP',
  'eu-south-1': 'Z3BT4WSQ9TDYZV',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-west-2': 'ZJ5UAJN8Y3Z2Q',
  'eu-west-3': 'Z3KY65QIEKYHQQ',
  'me-central-1': 'Z08780021BKYYY8U0YHTV',
  'me-south-1': 'Z20ZBPC0SS8806',
  'sa-east-1': 'ZCMLWB8V5SYIT',
}

/** The hosted zone of a domain name's target. Undefined for regions whose zone is not known here. */
export const hostedZoneOf = (
  { options }: World,
  { endpointType }: DomainName,
): string | undefined =>
  endpointType === 'EDGE' ? 'Z2FDTNDATAQYW2' : REGIONAL_ZONES[options.region]

/** Adds a mapping, or replaces the one with the same id. */
export const saveMapping = (
  state: GatewayState,
  domain: DomainName,
  mapping: DomainMapping,
): DomainMapping => {
  saveDomain(state, { ...domain, mappings: withEntry(domain.mappings, mapping.id, mapping) })
  return mapping
}

export const deleteMapping = (state: GatewayState, domain: DomainName, id: string): void =>
  saveDomain(state, { ...domain, mappings: withoutEntry(domain.mappings, id) })

/** Whether another mapping of the domain name has the key. */
export const isTaken = ({ mappings }: DomainName, key: string, id?: string): boolean =>
  [...mappings.values()].some((one) => one.key === key && one.id !== id)

/** The names of the domains that map to an API, or to one of its stages. */
export const domainsOf = ({ domains }: GatewayState, apiId: string, stage?: string): string[] =>
  [...domains.values()]
    .filter(({ mappings }) =>
      [...mappings.values()].some(
        (one) => one.apiId === apiId && (stage === undefined || one.stage === stage),
      ),
    )
    .map(({ name }) => name)

// AWS: API_CreateApiMapping. Seen: public reports (aws/aws-cdk issue 9077).
export function checkMappingKey(key: string): void {
  if (key !== '' && !key.split('/').every((part) => /^[A-Za-z0-9$\-_.+!*'(),]+$/.test(part)))
    throw badRequest("An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),")
}
