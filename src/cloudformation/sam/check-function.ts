/** What SAM refuses of a function before it makes anything of it. */
import { isObject } from '../../core/json.ts'
import { propertiesIn, type Properties, type SamContext, type SamResource } from './context.ts'
import { invalidResource } from './errors.ts'

// AWS: serverless-application-model, samtranslator/model/sam_resources.py: the order, and the words
export function checkFunction({ id, properties }: SamResource, context: SamContext): void {
  const problem =
    deadLetterProblem(properties) ??
    codeProblem(properties) ??
    packageProblem(properties) ??
    aliasProblem(properties, context) ??
    urlProblem(properties)
  if (problem !== undefined) throw invalidResource(id, problem)
}

function deadLetterProblem({ DeadLetterQueue: queue }: Properties): string | undefined {
  if (queue === undefined) return undefined
  const { Type: type, TargetArn: target } = propertiesIn(queue)
  if (type === undefined || target === undefined)
    return "'DeadLetterQueue' requires Type and TargetArn properties to be specified."
  return type === 'SQS' || type === 'SNS'
    ? undefined
    : "'DeadLetterQueue' requires Type of ['SQS', 'SNS']"
}

function codeProblem(properties: Properties): string | undefined {
  const { PackageType: kind = 'Zip', ImageUri: image } = properties
  if (kind !== 'Zip' && kind !== 'Image') return `invalid 'PackageType' : ${String(kind)}`
  // Without CodeUri, packaging takes the template's folder (cloudformation-package.html).
  return kind === 'Image' && image === undefined ? "'ImageUri' must be set." : undefined
}

function packageProblem(properties: Properties): string | undefined {
  const { PackageType: kind = 'Zip', Runtime, Handler, Layers, ImageConfig } = properties
  if (kind === 'Image')
    return [Handler, Runtime, Layers].some((value) => value !== undefined)
      ? 'Runtime, Handler, Layers cannot be present when PackageType is of type `Image`'
      : undefined
  if (Runtime === undefined || Handler === undefined)
    return 'Runtime and Handler needs to be present when PackageType is of type `Zip`'
  return ImageConfig === undefined
    ? undefined
    : 'ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`'
}

function aliasProblem(properties: Properties, context: SamContext): string | undefined {
  const { AutoPublishAlias: alias, DeploymentPreference: preference } = properties
  if (alias === undefined) {
    if (properties['ProvisionedConcurrencyConfig'] !== undefined)
      return 'To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function'
    const { Enabled: enabled = true } = propertiesIn(preference)
    const isOn = String(context.resolve(enabled)).toLowerCase() === 'true'
    return preference !== undefined && isOn
      ? "'DeploymentPreference' requires AutoPublishAlias property to be specified."
      : undefined
  }
  return typeof context.resolve(alias) === 'string'
    ? undefined
    : "'AutoPublishAlias' must be a string or a Ref to a template parameter"
}

function urlProblem({ FunctionUrlConfig: config }: Properties): string | undefined {
  if (!isObject(config) || 'Fn::If' in config) return undefined
  const type = config['AuthType']
  return isObject(type) || type === 'AWS_IAM' || type === 'NONE'
    ? undefined
    : 'AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.'
}
