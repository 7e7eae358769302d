/** Turns a service into a CloudFormation template, as the framework does. */
import type { SkippedPart } from '../../cloudformation/index.ts'
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'
import { Draft } from './draft.ts'
import { addEvents } from './events/index.ts'
import { addFunctions } from './functions.ts'
import { addConstructs, withConstructs } from './lift/index.ts'
import { listOf, membersOf, toService, type Properties } from './service.ts'
import { skipSettings } from './settings.ts'

export interface ServiceTemplate {
  readonly template: Properties
  readonly skipped: readonly SkippedPart[]
  /** `service-stage`, the name of the stack. */
  readonly stackName: string
}

/** Plugins that change nothing in a test, or whose part this library does. */
const HARMLESS =
  /^(?:serverless-(?:offline.*|lift|esbuild|webpack|plugin-typescript|bundle|dotenv-plugin|prune-plugin|dynamodb(?:-local)?|iam-roles-per-function|plugin-(?:log-retention|canary-deployments|lambda-dead-letter)|s3-local|export-env|localstack|domain-manager|deployment-bucket|esm-helper|auto-swagger|openapi-documentation|newrelic.*|plugin-datadog|plugin-tracing|plugin-warmup|add-api-key|better-credentials)|@[\w-]+\/.*)$/

export function toTemplate(given: Properties, stage: string): ServiceTemplate {
  const { name } = toService(given, stage)
  const document = withConstructs(given, `${name}-${stage}`)
  const service = toService(document, stage)
  const draft = new Draft()
  addFunctions(service, draft)
  addEvents(service, draft)
  for (const plugin of service.plugins) {
    if (!HARMLESS.test(plugin))
      draft.skip('plugins', 'serverless.yml', plugin, 'This plugin does not run.')
  }
  addConstructs(document, `${name}-${stage}`, draft)
  skipSettings(service, draft)
  skipSections(document, draft)
  return {
    template: withOwnResources(draft, document['resources']),
    skipped: draft.skipped,
    stackName: `${name}-${stage}`,
  }
}

/** The sections of plugins that make resources: each of these is named. */
function skipSections(document: Properties, draft: Draft): void {
  const { stateMachines, activities } = membersOf(document['stepFunctions'])
  for (const name of Object.keys(membersOf(stateMachines)))
    draft.skip(name, 'AWS::StepFunctions::StateMachine', undefined, 'This type is not simulated.')
  for (const name of listOf(activities))
    draft.skip(
      String(name),
      'AWS::StepFunctions::Activity',
      undefined,
      'This type is not simulated.',
    )
}

/** The file's own resources win; `extensions` change those of the framework. */
function withOwnResources(draft: Draft, given: unknown): Properties {
  const parts = listOf(given).map(membersOf)
  const section = (name: string): Properties =>
    Object.assign({}, ...parts.map((part) => membersOf(part[name]))) as Properties
  for (const [id, extension] of Object.entries(section('extensions')))
    draft.change(id, (properties) => ({
      ...properties,
      ...membersOf(membersOf(extension)['Properties']),
    }))
  const others = ['Parameters', 'Mappings', 'Conditions'].flatMap((name) => {
    const members = section(name)
    return Object.keys(members).length > 0 ? [[name, members] as const] : []
  })
  const resources = merged(draft.resources, section('Resources'))
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    ...Object.fromEntries(others),
    Resources: Object.fromEntries(Object.entries(resources).map(withoutNullProperties)),
    Outputs: { ...draft.outputs, ...section('Outputs') },
  }
}

/** A resource of the same name is changed, not replaced: `IamRoleLambdaExecution` with more policies. */
function merged(made: Readonly<Record<string, Properties>>, own: Properties): Properties {
  const all: Properties = { ...made }
  for (const [id, resource] of Object.entries(own)) {
    const given = membersOf(resource)
    const known = made[id]
    all[id] = known
      ? {
          ...known,
          ...given,
          Properties: { ...membersOf(known['Properties']), ...membersOf(given['Properties']) },
        }
      : resource
  }
  return all
}

/** The framework removes null from properties, so that a variable's fallback may be null. */
const withoutNullProperties = ([id, resource]: [string, unknown]): [string, unknown] => [
  id,
  isObject(resource) && isObject(resource['Properties'])
    ? { ...resource, Properties: withoutNulls(resource['Properties']) }
    : resource,
]

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  const made: Properties = {}
  for (const [key, entry] of Object.entries(value))
    if (entry !== null) setOwn(made, key, withoutNulls(entry))
  return made
}
