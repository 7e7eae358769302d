import { ServiceError } from '../../core/errors.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as limits from '../limits.ts'
import { createStackIn, stackArn } from '../stacks/create-stack.ts'
import { StackFailure } from '../stacks/deploy.ts'
import { setStack, type CloudFormationState } from '../state.ts'
import { parseTemplate } from '../template/parse.ts'
import { checkCapabilities } from './capabilities.ts'

interface Input {
  readonly StackName: string
  readonly TemplateBody?: string
  readonly TemplateURL?: string
  readonly Parameters?: readonly {
    readonly ParameterKey?: string
    readonly ParameterValue?: string
  }[]
  readonly Capabilities?: readonly string[]
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[]
}

/** The permission to do something to stacks. */
export const accessTo =
  (action: string) =>
  (_input: object, _world: World): readonly Access[] => [
    { action: `cloudformation:${action}`, resource: '*' },
  ]

/**
 * A stack exists, complete or rolled back, when the call returns: nothing takes time here. Functions
 * run the handlers that are registered under the name of their code (lambda/deployment/code.ts).
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const createStack: Operation<CloudFormationState, Input, { readonly StackId: string }> =
  defineOperation({
    name: 'CreateStack',
    handles: [
      ...['StackName', 'TemplateBody', 'Parameters.ParameterKey', 'Parameters.ParameterValue'],
      ...['Capabilities', 'Tags.Key', 'Tags.Value', 'OnFailure', 'DisableRollback'],
      ...['TimeoutInMinutes', 'RoleARN', 'ClientRequestToken', 'NotificationARNs'],
      ...['EnableTerminationProtection', 'ResourceTypes'],
    ],
    access: accessTo('CreateStack'),
    run(state, input, { world }) {
      const { StackName: name } = input
      const text = bodyOf(input.TemplateBody)
      const { value: document } = parseTemplate(text)
      checkCapabilities(document, input.Capabilities ?? [])
      const description = {
        name,
        document,
        source: text,
        parameters: pairs(input.Parameters, 'ParameterKey', 'ParameterValue'),
        tags: pairs(input.Tags, 'Key', 'Value'),
        capabilities: input.Capabilities ?? [],
      }
      try {
        return { StackId: createStackIn(world, description).id }
      } catch (error) {
        if (!(error instanceof StackFailure)) throw error
        return { StackId: keepFailure(world, state, description, error) }
      }
    },
  })

export function bodyOf(text: string | undefined): string {
  if (text === undefined) {
    throw new ServiceError(
      'ValidationError',
      'Either Template URL or Template Body must be specified.',
    )
  }
  if (Buffer.byteLength(text) <= limits.TEMPLATE_BODY_BYTES) return text
  // AWS: the constraint of TemplateBody
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value '${text}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${limits.TEMPLATE_BODY_BYTES}`,
  )
}

function pairs<Key extends string, Value extends string>(
  list: readonly { readonly [Name in Key | Value]?: string }[] | undefined,
  key: Key,
  value: Value,
): Record<string, string> {
  return Object.fromEntries((list ?? []).map((entry) => [entry[key] ?? '', entry[value] ?? '']))
}

/** Seen: DescribeStacks after a failed creation, in public issues. */
function keepFailure(
  world: World,
  state: CloudFormationState,
  {
    name,
    source,
    tags,
    capabilities,
  }: { name: string; source: string } & {
    tags: Readonly<Record<string, string>>
    capabilities: readonly string[]
  },
  { failure }: StackFailure,
): string {
  const id = stackArn(world, name)
  setStack(state, {
    name,
    id,
    generation: world.generation,
    description: undefined,
    parameters: new Map(),
    resources: new Map(),
    outputs: new Map(),
    imports: new Set(),
    skipped: [],
    tags,
    capabilities,
    source,
    createdAt: world.clock.now(),
    deletedAt: undefined,
    status: 'ROLLBACK_COMPLETE',
    statusReason: `The following resource(s) failed to create: [${failure.logicalId}]. Rollback requested by user.`,
  })
  return id
}
