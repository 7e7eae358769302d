/** AWS: CreateDomainName, GetDomainName, GetDomainNames, UpdateDomainName, DeleteDomainName. */
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
} from '../../control/domain-names.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, replaceText, shortWords, type PatchRule } from '../../control/patch.ts'
import { tagsOf } from '../../control/tags.ts'
import { defineRest, refusePaths, unsupported, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

interface CreateInput {
  readonly domainName: string
  readonly certificateName?: string
  readonly certificateArn?: string
  readonly regionalCertificateName?: string
  readonly regionalCertificateArn?: string
  readonly endpointConfiguration?: { readonly types?: readonly string[] }
  readonly securityPolicy?: string
  readonly tags?: Readonly<Record<string, string>>
}

const createDomainName = defineRest({
  name: 'CreateDomainName',
  verb: 'POST',
  path: '/domainnames',
  handles: [
    ...['domainName', 'certificateName', 'certificateArn', 'regionalCertificateName'],
    ...['regionalCertificateArn', 'endpointConfiguration.types', 'securityPolicy', 'tags'],
    'endpointConfiguration.ipAddressType',
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    const type = input.endpointConfiguration?.types?.[0] ?? 'EDGE'
    if (type === 'PRIVATE') throw unsupported(world, 'CreateDomainName', 'endpointType PRIVATE')
    const domain = addDomain(state, world, {
      domainName: input.domainName,
      endpointType: type === 'REGIONAL' ? 'REGIONAL' : 'EDGE',
      securityPolicy: input.securityPolicy,
      certificateArn: input.regionalCertificateArn ?? input.certificateArn,
      certificateName: input.regionalCertificateName ?? input.certificateName,
      tags: tagsOf(input.tags),
    })
    return toDomainName(world, domain)
  },
})

interface Input {
  readonly domainName: string
}

const PATH = '/domainnames/{domainName}'

const getDomainName = defineRest({
  name: 'GetDomainName',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, { domainName }: Input, { world }) =>
    toDomainName(world, domainOf(state, domainName)),
})

const getDomainNames = defineRest({
  name: 'GetDomainNames',
  verb: 'GET',
  path: '/domainnames',
  handles: ['position', 'limit'],
  run: (state: GatewayState, input: PositionInput, { world }) =>
    listed(world, [...state.domains.values()], 'GetDomainNames', input, {
      keyOf: ({ name }) => name,
      toOutput: (domain) => toDomainName(world, domain),
    }),
})

const updateDomainName = defineRest({
  name: 'UpdateDomainName',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const domain = domainOf(state, input.domainName)
    refusePaths(world, 'UpdateDomainName', input.patchOperations, NOT_SIMULATED)
    const updated = applyPatches(domain, input.patchOperations, RULES, shortWords)
    saveDomain(state, updated)
    return toDomainName(world, updated)
  },
})

const deleteDomainName = defineRest({
  name: 'DeleteDomainName',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, { domainName }: Input) {
    deleteDomain(state, domainName)
    return {}
  },
})

const regional = (
  path: string,
  member: 'certificateArn' | 'certificateName',
): PatchRule<DomainName> => ({
  path,
  ops: ['replace'],
  apply: (domain, { value }) => ({ ...domain, [member]: value }),
})

// AWS: patch-operations.html#UpdateDomainName-Patch
const NOT_SIMULATED = [
  ...['/endpointConfiguration', '/mutualTlsAuthentication', '/ownershipVerificationCertificateArn'],
  ...['/routingMode', '/policy', '/endpointAccessMode'],
]

// AWS: patch-operations.html#UpdateDomainName-Patch
const RULES: readonly PatchRule<DomainName>[] = [
  replaceText('certificateArn'),
  replaceText('certificateName'),
  regional('/regionalCertificateArn', 'certificateArn'),
  regional('/regionalCertificateName', 'certificateName'),
  replaceText('securityPolicy'),
]

function toDomainName(world: World, domain: DomainName): Record<string, unknown> {
  const { name, endpointType, certificateArn, certificateName, target, createdAt } = domain
  const uploaded = certificateArn ?? certificateName
  return {
    domainName: name,
    ...(endpointType === 'EDGE'
      ? {
          ...{ certificateArn, certificateName, distributionDomainName: target },
          distributionHostedZoneId: hostedZoneOf(world, domain),
        }
      : {
          regionalCertificateArn: certificateArn,
          regionalCertificateName: certificateName,
          regionalDomainName: target,
          regionalHostedZoneId: hostedZoneOf(world, domain),
        }),
    certificateUploadDate: uploaded === undefined ? undefined : new Date(createdAt),
    endpointConfiguration: { types: [endpointType], ipAddressType: 'ipv4' },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: domain.securityPolicy,
    tags: toTagMap(domain.tags),
  }
}

export const domainNameOperations: RestOperations = {
  CreateDomainName: createDomainName,
  DeleteDomainName: deleteDomainName,
  GetDomainName: getDomainName,
  GetDomainNames: getDomainNames,
  UpdateDomainName: updateDomainName,
}
