import { isObject } from '../../core/json.ts'
import { listIn, mapIn, pick, textIn } from '../../core/cloudformation/properties.ts'
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
} from '../../core/cloudformation/types.ts'
import { formatArn } from '../../core/arn.ts'

/** The function that a property names by name or ARN, without a qualifier. */
const functionIn = (properties: ResourceProperties): string => String(properties['FunctionName'])

function provision(
  { properties, call }: ResourceRequest,
  functionName: string,
  qualifier: string,
): void {
  const { ProvisionedConcurrentExecutions: count } = mapIn(
    properties,
    'ProvisionedConcurrencyConfig',
  )
  if (count === undefined) return
  call('lambda', 'PutProvisionedConcurrencyConfig', {
    FunctionName: functionName,
    Qualifier: qualifier,
    ProvisionedConcurrentExecutions: count,
  })
}

/** In a template a list, in the API a map. */
function routingOf(properties: ResourceProperties): object {
  const weights = listIn(mapIn(properties, 'RoutingConfig'), 'AdditionalVersionWeights').filter(
    isObject,
  )
  if (weights.length === 0) return {}
  const entries = weights.map((entry) => [
    String(entry['FunctionVersion']),
    entry['FunctionWeight'],
  ])
  return { RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(entries) as object } }
}

/** Versions, aliases and layers. */
export const VERSIONS: ResourceTypes = {
  'AWS::Lambda::Version': {
    handles: ['FunctionName', 'Description', 'ProvisionedConcurrencyConfig'],
    meaningless: ['CodeSha256', 'RuntimePolicy', 'FunctionScalingConfig'],
    create(request) {
      const { properties, call } = request
      const name = functionIn(properties)
      const published = call('lambda', 'PublishVersion', {
        FunctionName: name,
        ...pick(properties, ['Description']),
      })
      const { Version: version, FunctionArn: arn } = published
      provision(request, name, String(version))
      return { id: String(arn), attributes: { Version: version, FunctionArn: arn } }
    },
    // Every property that is simulated makes a new version.
    update: ({ id, attributes }) => ({ id, attributes }),
    delete: ({ id, call }) => void call('lambda', 'DeleteFunction', { FunctionName: id }),
  },
  'AWS::Lambda::Alias': {
    handles: [
      ...['FunctionName', 'FunctionVersion', 'Name', 'Description', 'RoutingConfig'],
      'ProvisionedConcurrencyConfig',
    ],
    create(request) {
      const { properties, call } = request
      const name = functionIn(properties)
      const { AliasArn: arn } = call('lambda', 'CreateAlias', {
        FunctionName: name,
        ...pick(properties, ['Name', 'FunctionVersion', 'Description']),
        ...routingOf(properties),
      })
      provision(request, name, String(properties['Name']))
      return { id: String(arn), attributes: { AliasArn: arn } }
    },
    update(request) {
      const { id, properties, call, attributes, changed } = request
      const FunctionName = functionIn(properties)
      const Name = String(properties['Name'])
      call('lambda', 'UpdateAlias', {
        ...{ FunctionName, Name, Description: '', RoutingConfig: {} },
        ...pick(properties, ['FunctionVersion', 'Description']),
        ...routingOf(properties),
      })
      if (changed('ProvisionedConcurrencyConfig')) {
        const Qualifier = Name
        if (properties['ProvisionedConcurrencyConfig'] !== undefined)
          provision(request, FunctionName, Name)
        else call('lambda', 'DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier })
      }
      return { id, attributes }
    },
    delete: ({ properties, call }) =>
      void call('lambda', 'DeleteAlias', {
        FunctionName: functionIn(properties),
        Name: String(properties['Name']),
      }),
  },
  // The content of a layer is part of the modules that the test's own runner imports.
  'AWS::Lambda::LayerVersion': {
    handles: ['LayerName'],
    meaningless: [
      ...['Content', 'CompatibleRuntimes', 'CompatibleArchitectures', 'Description', 'LicenseInfo'],
    ],
    create({ properties, generateName, world: { options } }) {
      const name = textIn(properties, 'LayerName') ?? generateName(140)
      const arn = formatArn('lambda', options.region, options.accountId, `layer:${name}:1`)
      return { id: arn, attributes: { LayerVersionArn: arn } }
    },
  },
  'AWS::Lambda::LayerVersionPermission': {
    handles: [],
    meaningless: ['LayerVersionArn', 'Action', 'Principal', 'OrganizationId'],
    create: ({ generateName }) => ({ id: generateName(64) }),
    update: 'recreate',
  },
}
