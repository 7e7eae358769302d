/**
 * EventInvokeConfig: what happens to asynchronous events.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 */
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import {
  getAtt,
  inherited,
  propertiesIn,
  ref,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'
import { invalidResource } from './errors.ts'
import { allowing } from './inline-policies.ts'

/** Returns the policies that the role of the function needs. */
export function translateInvokeConfig(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): Properties[] {
  const config = properties['EventInvokeConfig']
  if (!isObject(config)) return []
  const own = inherited(attributes)
  const given = propertiesIn(config['DestinationConfig'])
  const alias = context.resolve(properties['AutoPublishAlias'])
  const made = (['OnSuccess', 'OnFailure'] as const)
    .filter((when) => isObject(given[when]))
    .map((when) => ({ when, ...destination(id, when, propertiesIn(given[when]), own, context) }))
  const hasAlias = typeof alias === 'string' && alias !== ''
  context.add(
    `${id}EventInvokeConfig`,
    'AWS::Lambda::EventInvokeConfig',
    {
      FunctionName: ref(id),
      Qualifier: hasAlias ? alias : '$LATEST',
      MaximumEventAgeInSeconds: config['MaximumEventAgeInSeconds'],
      MaximumRetryAttempts: config['MaximumRetryAttempts'],
      DestinationConfig: isObject(config['DestinationConfig'])
        ? Object.fromEntries(made.map(({ when, target }) => [when, { Destination: target }]))
        : undefined,
    },
    {
      ...own,
      ...withoutUndefined({ DependsOn: hasAlias ? [`${id}Alias${alias}`] : undefined }),
    },
  )
  return made.map(({ policy }) => policy)
}

const TYPES = ['SQS', 'SNS', 'EventBridge', 'Lambda']
const MADE = ['SQS', 'SNS']

/** The action, and the end of the name of its policy. */
const GRANTS: Readonly<Record<string, readonly [string, string]>> = {
  SQS: ['sqs:SendMessage', 'SQSPolicy'],
  SNS: ['sns:publish', 'SNSPolicy'],
  EventBridge: ['events:PutEvents', 'EventBridgePolicy'],
  Lambda: ['lambda:InvokeFunction', 'LambdaPolicy'],
}

/** As SAM's messages write a list. */
const listed = (values: readonly string[]): string =>
  `[${values.map((value) => `'${value}'`).join(', ')}]`

/** A queue or topic without an ARN is made with the function. */
// AWS: serverless-application-model, samtranslator/model/sam_resources.py (_validate_and_inject_resource)
function destination(
  id: string,
  when: string,
  given: Properties,
  own: Properties,
  context: SamContext,
): { readonly target: unknown; readonly policy: Properties } {
  const { Type: type, Destination: known } = given
  const [action, end] = GRANTS[String(type)] ?? []
  if (action === undefined) {
    const shown = type === undefined ? 'None' : String(type)
    throw invalidResource(id, `'Type: ${shown}' must be one of ${listed(TYPES)}`)
  }
  const name = `${id}EventInvokeConfig${when}`
  const target = known ?? make(name, id, String(type), own, context)
  return { target, policy: allowing(`${name}${String(end)}`, action, target) }
}

function make(
  name: string,
  id: string,
  type: string,
  own: Properties,
  context: SamContext,
): unknown {
  if (!MADE.includes(type))
    throw invalidResource(id, `Destination is required if Type is not ${listed(MADE)}`)
  const isQueue = type === 'SQS'
  const made = `${name}${isQueue ? 'Queue' : 'Topic'}`
  context.refer(id, `Destination${isQueue ? 'Queue' : 'Topic'}`, made)
  context.add(made, isQueue ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', {}, own)
  return isQueue ? getAtt(made, 'Arn') : ref(made)
}
