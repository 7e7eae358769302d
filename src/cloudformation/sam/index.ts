/**
 * The SAM transform: resources of the namespace AWS::Serverless become CloudFormation's.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 */
import { isObject } from '../../core/json.ts'
import { didYouMean } from '../../core/errors.ts'
import { setOwn } from '../../core/set-own.ts'
import { Apis } from './apis/apis.ts'
import {
  propertiesIn,
  SamContext,
  type Properties,
  type Resource,
  type SamResource,
} from './context.ts'
import { translateConnector, translateOwnConnectors } from './connectors.ts'
import { checkResourceProperties } from './check-properties.ts'
import { invalidResource } from './errors.ts'
import { translateFunction } from './function.ts'
import { checkGlobals, withGlobals } from './globals.ts'
import { withReferences } from './references.ts'
import { translateApplication, translateLayer, translateTable } from './simple-resources.ts'

const NAMESPACE = 'AWS::Serverless::'

type Translate = (resource: SamResource, context: SamContext, apis: Apis) => void

const TRANSLATIONS: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ['AWS::Serverless::Function', translateFunction],
  ['AWS::Serverless::SimpleTable', translateTable],
  ['AWS::Serverless::LayerVersion', translateLayer],
  ['AWS::Serverless::Application', translateApplication],
  ['AWS::Serverless::Connector', translateConnector],
])

/** Types that have no meaning here. They stay, and `stack.skipped` names them. */
const UNTRANSLATED: readonly string[] = [
  ...['AWS::Serverless::StateMachine', 'AWS::Serverless::GraphQLApi'],
  'AWS::Serverless::CapacityProvider',
]

export function translate(
  document: Properties,
  given: Readonly<Record<string, unknown>>,
  read: (location: string) => unknown,
): Properties {
  const { Globals: globals, Transform: _transform, ...rest } = document
  checkGlobals(globals)
  const source = propertiesIn(document['Resources'])
  const context = new SamContext(source, { ...defaultsOf(document['Parameters']), ...given })
  const apis = new Apis(context)
  // First those that stay, because the events of functions change buckets and pools.
  const own: [string, Properties][] = []
  for (const [id, resource] of Object.entries(source)) {
    if (isObject(resource) && isTranslated(resource['Type'])) own.push([id, resource])
    else context.keep(id, withoutConnectors(resource) as Resource)
  }
  // Connectors come last, because they are about what the others have become.
  own.sort(([, a], [, b]) => Number(isConnector(a)) - Number(isConnector(b)))
  for (const [id, resource] of own)
    translateOne(id, withoutConnectors(resource), globals, context, apis, read)
  for (const [id, resource] of Object.entries(source))
    if (isObject(resource)) translateOwnConnectors(id, resource['Connectors'], context)
  apis.finish(
    propertiesIn(propertiesIn(globals)['Api']),
    propertiesIn(propertiesIn(globals)['HttpApi']),
  )
  const made = { ...rest, Resources: inOrder(source, context.resources) }
  return withReferences(made, context.references) as Properties
}

/** The transform has made other resources of them. */
function withoutConnectors(resource: unknown): Properties {
  if (!isObject(resource)) return resource as never
  const { Connectors: _connectors, ...rest } = resource
  return rest
}

const isConnector = ({ Type: type }: Properties): boolean => type === 'AWS::Serverless::Connector'

const isTranslated = (type: unknown): boolean =>
  typeof type === 'string' && type.startsWith(NAMESPACE) && !UNTRANSLATED.includes(type)

function translateOne(
  id: string,
  resource: Properties,
  globals: unknown,
  context: SamContext,
  apis: Apis,
  read: (location: string) => unknown,
): void {
  const { Type: given, Properties: written, ...attributes } = resource
  const type = String(given)
  const properties = withGlobals(globals, type, propertiesIn(written))
  checkResourceProperties(id, type, properties)
  const sam: SamResource = { id, properties: withDefinition(properties, read), attributes }
  if (apis.declare(type, sam)) return
  const translation = TRANSLATIONS.get(type)
  if (!translation) {
    throw invalidResource(
      id,
      `The resource type '${type}' is not a type of AWS SAM.`,
      didYouMean(type, [...TRANSLATIONS.keys(), ...UNTRANSLATED]),
    )
  }
  translation(sam, context, apis)
}

/** `DefinitionUri` names a file, or an object of a bucket. */
function withDefinition(properties: Properties, read: (location: string) => unknown): Properties {
  const { DefinitionUri: uri, DefinitionBody: body } = properties
  if (typeof uri !== 'string' || body !== undefined) return properties
  const definition = read(uri)
  return definition === undefined ? properties : { ...properties, DefinitionBody: definition }
}

function defaultsOf(declared: unknown): Properties {
  const defaults: Properties = {}
  for (const [name, declaration] of Object.entries(propertiesIn(declared)))
    if (isObject(declaration) && declaration['Default'] !== undefined)
      setOwn<unknown>(defaults, name, declaration['Default'])
  return defaults
}

/** The resources of the source first, in its order; then those that the transform added. */
function inOrder(source: Properties, made: Readonly<Record<string, Resource>>): Properties {
  const ordered: Properties = {}
  for (const id of Object.keys(source))
    if (Object.hasOwn(made, id)) setOwn<unknown>(ordered, id, made[id])
  for (const [id, resource] of Object.entries(made)) {
    if (!Object.hasOwn(ordered, id)) setOwn<unknown>(ordered, id, resource)
  }
  return ordered
}
