import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudFormationState } from '../state.ts'
import { parseTemplate } from '../template/parse.ts'
import { toTemplate } from '../template/template.ts'
import { accessTo } from './access-to.ts'
import { bodyAt, bodyOf } from './template-request.ts'
import { existingStack } from './existing-stack.ts'

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate: Operation<CloudFormationState, { readonly StackName?: string }, object> =
  defineOperation({
    name: 'GetTemplate',
    handles: ['StackName'],
    access: accessTo('GetTemplate'),
    run(state, { StackName: name = '' }) {
      const { source } = existingStack(state, name)
      return {
        TemplateBody: typeof source === 'string' ? source : JSON.stringify(source),
        StagesAvailable: ['Original', 'Processed'],
      }
    },
  })

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate: Operation<
  CloudFormationState,
  { readonly TemplateBody?: string; readonly TemplateURL?: string },
  object
> = defineOperation({
  name: 'ValidateTemplate',
  handles: ['TemplateBody', 'TemplateURL'],
  access: accessTo('ValidateTemplate'),
  run(_state, { TemplateBody: body, TemplateURL: url }, { world }) {
    const { value } = parseTemplate(
      url !== undefined && body === undefined ? bodyAt(world, url) : bodyOf(body),
    )
    // AWS: transforms run only when a stack is made
    const template = toTemplate(value)
    return {
      ...(template.description !== undefined && { Description: template.description }),
      Parameters: Array.from(template.parameters, ([ParameterKey, declaration]) => ({
        ParameterKey,
        ...(declaration.Default !== undefined && { DefaultValue: String(declaration.Default) }),
        NoEcho: String(declaration.NoEcho) === 'true',
        ...(declaration.Description !== undefined && { Description: declaration.Description }),
      })),
      ...(template.transforms.length > 0 && { DeclaredTransforms: template.transforms }),
    }
  },
})
