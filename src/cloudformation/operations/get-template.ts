import { isObject } from '../../core/json.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudFormationState } from '../state.ts'
import { parseTemplate } from '../template/parse.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'

const isTransformed = (source: unknown): boolean => {
  const document = typeof source === 'string' ? parseTemplate(source).value : source
  return isObject(document) && document['Transform'] !== undefined
}

interface Input {
  readonly StackName?: string
  readonly TemplateStage?: string
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'GetTemplate',
  handles: ['StackName', 'TemplateStage'],
  access: accessTo('GetTemplate'),
  run(state, { StackName: name = '', TemplateStage: stage = 'Processed' }) {
    const { source, template } = existingStack(state, name)
    // AWS: without transforms, both stages are the same template
    const body = stage === 'Processed' && isTransformed(source) ? template?.document : source
    return {
      TemplateBody: typeof body === 'string' ? body : JSON.stringify(body),
      StagesAvailable: ['Original', 'Processed'],
    }
  },
})
