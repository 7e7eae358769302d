import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudFormationState } from '../state.ts'
import { parseTemplate } from '../template/parse.ts'
import { toTemplate } from '../template/template.ts'
import { transform } from '../transforms/transform.ts'
import { accessTo, bodyOf } from './create-stack.ts'
import { existingStack } from './describe-stacks.ts'

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
  { readonly TemplateBody?: string },
  object
> = defineOperation({
  name: 'ValidateTemplate',
  handles: ['TemplateBody'],
  access: accessTo('ValidateTemplate'),
  run(_state, { TemplateBody: body }, { world }) {
    const { value } = parseTemplate(bodyOf(body))
    const template = toTemplate(transform(world, value, {}))
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
