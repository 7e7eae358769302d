/** AWS: CreateDomainName, GetDomainName, GetDomainNames, UpdateDomainName, DeleteDomainName (V2). */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { World } from '../../../core/world/world.ts'
import type { DomainName } from '../../api/domain-names.ts'
import type { GatewayState } from '../../api/state.ts'
import {
  addDomain,
  deleteDomain,
  domainOf,
  hostedZoneOf,
  saveDomain,
  targetOf,
} from '../../control/domain-names.ts'
import { tagsOf } from '../../control/tags.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from '../v2/define.ts'

interface Configuration {
  readonly CertificateArn?: string
  readonly CertificateName?: string
  readonly EndpointType?: DomainName['endpointType']
  readonly SecurityPolicy?: string
}

interface Input {
  readonly DomainName: string
  readonly DomainNameConfigurations?: readonly Configuration[]
}

const CONFIGURATION = [
  ...['CertificateArn', 'CertificateName', 'EndpointType', 'SecurityPolicy', 'IpAddressType'],
].map((member) => `DomainNameConfigurations.${member}`)

const createDomainName = defineV2({
  name: 'CreateDomainName',
  verb: 'POST',
  path: '/domainnames',
  handles: ['DomainName', 'Tags', ...CONFIGURATION],
  run(
    state: GatewayState,
    input: Input & { readonly Tags?: Readonly<Record<string, string>> },
    { world },
  ) {
    const [configuration] = input.DomainNameConfigurations ?? []
    const domain = addDomain(state, world, {
      domainName: input.DomainName,
      endpointType: configuration?.EndpointType ?? 'REGIONAL',
      securityPolicy: configuration?.SecurityPolicy,
      certificateArn: configuration?.CertificateArn,
      certificateName: configuration?.CertificateName,
      tags: tagsOf(input.Tags),
    })
    return toDomainName(world, domain)
  },
})

const PATH = '/domainnames/{DomainName}'

const getDomainName = defineV2({
  name: 'GetDomainName',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toDomainName(world, domainOf(state, input.DomainName)),
})

const getDomainNames = defineV2({
  name: 'GetDomainNames',
  verb: 'GET',
  path: '/domainnames',
  handles: ['MaxResults', 'NextToken'],
  run: (state: GatewayState, input: ListInput, { world }) =>
    listedV2(
      world,
      [...state.domains.values()],
      'GetDomainNames',
      input,
      ({ name }) => name,
      (domain) => toDomainName(world, domain),
    ),
})

const updateDomainName = defineV2({
  name: 'UpdateDomainName',
  verb: 'PATCH',
  path: PATH,
  handles: CONFIGURATION,
  run(state: GatewayState, input: Input, { world }) {
    const domain = domainOf(state, input.DomainName)
    const [given = {}] = input.DomainNameConfigurations ?? []
    const { EndpointType: endpointType = domain.endpointType } = given
    const target =
      endpointType === domain.endpointType ? domain.target : targetOf(world, endpointType)
    const updated: DomainName = {
      ...{ ...domain, endpointType, target },
      securityPolicy: given.SecurityPolicy ?? domain.securityPolicy,
      certificateArn: given.CertificateArn ?? domain.certificateArn,
      certificateName: given.CertificateName ?? domain.certificateName,
    }
    saveDomain(state, updated)
    return toDomainName(world, updated)
  },
})

const deleteDomainName = defineV2({
  name: 'DeleteDomainName',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input) {
    deleteDomain(state, input.DomainName)
    return {}
  },
})

const toDomainName = (world: World, domain: DomainName): Record<string, unknown> => ({
  DomainName: domain.name,
  // AWS: API_DomainName.
  ApiMappingSelectionExpression: '$request.basepath',
  DomainNameConfigurations: [
    {
      ApiGatewayDomainName: domain.target,
      CertificateArn: domain.certificateArn,
      CertificateName: domain.certificateName,
      DomainNameStatus: 'AVAILABLE',
      EndpointType: domain.endpointType,
      HostedZoneId: hostedZoneOf(world, domain),
      IpAddressType: 'ipv4',
      SecurityPolicy: domain.securityPolicy,
    },
  ],
  Tags: toTagMap(domain.tags),
})

export const v2DomainNameOperations: V2Operations = {
  CreateDomainName: createDomainName,
  DeleteDomainName: deleteDomainName,
  GetDomainName: getDomainName,
  GetDomainNames: getDomainNames,
  UpdateDomainName: updateDomainName,
}
