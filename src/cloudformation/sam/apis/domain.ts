/**
 * `Domain`: a custom domain name with its mappings to the API.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { hashOf, propertiesIn, ref, type Properties, type SamContext } from '../context.ts'
import { invalidResource } from '../errors.ts'
import type { ApiSource } from './document.ts'

export function addRestDomain(
  api: ApiSource,
  context: SamContext,
  stage: string,
  own: Properties,
): void {
  const domain = domainOf(api)
  if (!domain) return
  const { DomainName: name, CertificateArn: certificate } = domain
  const type = domain['EndpointConfiguration'] ?? 'REGIONAL'
  if (!['EDGE', 'REGIONAL', 'PRIVATE'].includes(String(type)))
    throw invalidResource(
      api.id,
      "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].",
    )
  const id = `ApiGatewayDomainName${hashOf(name)}`
  context.refer(api.id, 'DomainName', id)
  context.add(
    id,
    'AWS::ApiGateway::DomainName',
    {
      DomainName: name,
      EndpointConfiguration: { Types: [type] },
      [type === 'REGIONAL' ? 'RegionalCertificateArn' : 'CertificateArn']: certificate,
      SecurityPolicy: domain['SecurityPolicy'],
      MutualTlsAuthentication: domain['MutualTlsAuthentication'],
      OwnershipVerificationCertificateArn: domain['OwnershipVerificationCertificateArn'],
    },
    own,
  )
  mapPaths(domain, api, context, own, (BasePath) => ({
    type: 'AWS::ApiGateway::BasePathMapping',
    properties: { DomainName: ref(id), RestApiId: ref(api.id), Stage: ref(stage), BasePath },
  }))
  addRecords(domain, id, context, own)
}

export function addHttpDomain(
  api: ApiSource,
  context: SamContext,
  stage: string,
  own: Properties,
): void {
  const domain = domainOf(api)
  if (!domain) return
  const { DomainName: name, CertificateArn, EndpointConfiguration, SecurityPolicy } = domain
  const id = `ApiGatewayDomainNameV2${hashOf(name)}`
  context.refer(api.id, 'DomainName', id)
  const EndpointType = EndpointConfiguration ?? 'REGIONAL'
  if (EndpointType !== 'REGIONAL')
    throw invalidResource(
      api.id,
      "EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].",
    )
  context.add(
    id,
    'AWS::ApiGatewayV2::DomainName',
    {
      DomainName: name,
      DomainNameConfigurations: [
        withoutUndefined({ CertificateArn, EndpointType, SecurityPolicy }),
      ],
      MutualTlsAuthentication: domain['MutualTlsAuthentication'],
    },
    own,
  )
  mapPaths(domain, api, context, own, (ApiMappingKey) => ({
    type: 'AWS::ApiGatewayV2::ApiMapping',
    properties: { DomainName: ref(id), ApiId: ref(api.id), Stage: ref(stage), ApiMappingKey },
  }))
  addRecords(domain, id, context, own)
}

/** Adds a mapping for each path. Its id ends like its type. */
function mapPaths(
  domain: Properties,
  api: ApiSource,
  context: SamContext,
  own: Properties,
  mappingOf: (path: string | undefined) => {
    readonly type: string
    readonly properties: Properties
  },
): void {
  for (const path of pathsOf(domain)) {
    const { type, properties } = mappingOf(path)
    const kind = type.slice(type.lastIndexOf(':') + 1)
    context.add(`${api.id}${plain(path)}${kind}`, type, properties, own)
  }
}

function domainOf({ id, properties }: ApiSource): Properties | undefined {
  const domain = properties['Domain']
  if (!isObject(domain)) return undefined
  if (domain['DomainName'] !== undefined && domain['CertificateArn'] !== undefined) return domain
  throw invalidResource(
    id,
    'Custom Domains only works if both DomainName and CertificateArn are provided.',
  )
}

/** Undefined stands for the domain's root. */
function pathsOf({ BasePath: given }: Properties): readonly (string | undefined)[] {
  if (given === undefined) return [undefined]
  const paths: unknown[] = Array.isArray(given) ? given : [given]
  return paths.map((path) => (path === '/' ? undefined : String(path).replace(/^\/+|\/+$/g, '')))
}

const plain = (path: string | undefined): string => (path ?? '').replaceAll(/[-_/]+/g, '')

/** The records of Route 53, which `stack.skipped` names. */
function addRecords(
  { Route53: given }: Properties,
  domain: string,
  context: SamContext,
  own: Properties,
): void {
  if (!isObject(given)) return
  const { HostedZoneId, HostedZoneName } = propertiesIn(given)
  context.add(
    `RecordSetGroup${hashOf(HostedZoneId ?? HostedZoneName)}`,
    'AWS::Route53::RecordSetGroup',
    { HostedZoneId, HostedZoneName, RecordSets: [{ Name: ref(domain), Type: 'A' }] },
    own,
  )
}
