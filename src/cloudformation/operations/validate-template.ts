import type { Operation } from '../../core/world/world.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { validateTemplate as checkTemplate } from '../stacks/validate.ts'
import type { CloudFormationState } from '../state.ts'
import { parseTemplate } from '../template/parse.ts'
import { toTemplate, type ParameterDeclaration, type Template } from '../template/template.ts'
import { accessTo } from './access-to.ts'
import { capabilitiesOf } from './capabilities.ts'
import { existingStack } from './existing-stack.ts'
import { bodyAt, bodyOf } from './template-request.ts'

interface Input {
  readonly TemplateBody?: string
  readonly TemplateURL?: string
}

function read(world: World, { TemplateBody: body, TemplateURL: url }: Input): unknown {
  const text = url !== undefined && body === undefined ? bodyAt(world, url) : bodyOf(body)
  return parseTemplate(text).value
}

const parameterOf = ([ParameterKey, declaration]: [string, ParameterDeclaration]): object => ({
  ParameterKey,
  ...(declaration.Default !== undefined && { DefaultValue: String(declaration.Default) }),
  NoEcho: String(declaration.NoEcho) === 'true',
  ...(declaration.Description !== undefined && { Description: declaration.Description }),
})

const headOf = ({ description, transforms, document }: Template): object => ({
  ...(description !== undefined && { Description: description }),
  ...(transforms.length > 0 && { DeclaredTransforms: transforms }),
  ...capabilitiesOf(document),
})

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'ValidateTemplate',
  handles: ['TemplateBody', 'TemplateURL'],
  access: accessTo('ValidateTemplate'),
  run(_state, input, { world }) {
    const template = toTemplate(read(world, input))
    // AWS: transforms run only when a stack is made, and what they add is not known here
    if (template.transforms.length === 0) checkTemplate(template)
    return { ...headOf(template), Parameters: Array.from(template.parameters, parameterOf) }
  },
})

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary: Operation<
  CloudFormationState,
  Input & { readonly StackName?: string },
  object
> = defineOperation({
  name: 'GetTemplateSummary',
  handles: ['TemplateBody', 'TemplateURL', 'StackName'],
  access: accessTo('GetTemplateSummary'),
  run(state, { StackName: name, ...input }, { world }) {
    const stack = name === undefined ? undefined : existingStack(state, name)
    const template = stack?.template ?? toTemplate(read(world, input))
    const { AWSTemplateFormatVersion: version, Metadata: metadata } = template.document
    return {
      ...headOf(template),
      Parameters: Array.from(template.parameters, (entry) => ({
        ...parameterOf(entry),
        ParameterType: entry[1].Type,
        ParameterConstraints: {
          ...(entry[1].AllowedValues && { AllowedValues: entry[1].AllowedValues.map(String) }),
        },
      })),
      ResourceTypes: [...new Set(Array.from(template.resources.values(), ({ Type }) => Type))],
      ...(version !== undefined && { Version: String(version) }),
      ...(metadata !== undefined && { Metadata: JSON.stringify(metadata) }),
    }
  },
})
