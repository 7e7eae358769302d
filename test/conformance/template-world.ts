/** Templates, in a case: the real client deploys them, and `fromTemplate` shows what they became. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { createRegion } from 'miniregion'
import { fromTemplate } from 'miniregion/templates'
import type { Json, JsonObject } from './case.ts'
import type { CaseWorld, Outcome, Part } from './part.ts'

interface TemplateStep {
  readonly stackName: string
  readonly template: JsonObject
  readonly parameters?: Readonly<Record<string, string>>
}

async function deploy(world: CaseWorld, when: JsonObject): Promise<Outcome> {
  const { stackName, template, parameters = {} } = when as unknown as TemplateStep
  const client = new CloudFormationClient(world.region.sdk)
  try {
    await client.send(
      new CreateStackCommand({
        StackName: stackName,
        TemplateBody: JSON.stringify(template),
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      }),
    )
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: stackName }),
    )
    const failure = stack?.StackStatus === 'CREATE_COMPLETE' ? undefined : stack?.StackStatusReason
    if (failure !== undefined) return { failure }
  } catch (error) {
    const { Code, name, message, $metadata } = error as any
    return { error: { code: Code ?? name, name, message, status: $metadata?.httpStatusCode } }
  } finally {
    client.destroy()
  }
  const build = fromTemplate(template, { name: stackName, parameters })
  const stack = Object.values(build(createRegion()))[0]!
  const resources = Object.entries(stack.resources).map(([id, { type, properties }]) => [
    id,
    { Type: type, Properties: properties },
  ])
  return { resources: Object.fromEntries(resources), outputs: stack.outputs }
}

const member =
  (name: string) =>
  ({ match, outcome }: any, expected: Json): void =>
    match(name, outcome[name], expected)

export const templateWorld: Part = {
  when: { template: deploy },
  then: { resources: member('resources'), outputs: member('outputs') },
}
