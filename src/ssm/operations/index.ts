import type { Operation } from '../../core/world/world.ts'
import type { SsmState } from '../state.ts'
import { deleteParameter } from './delete-parameter.ts'
import { deleteParameters } from './delete-parameters.ts'
import { describeParameters } from './describe-parameters.ts'
import { getParameter } from './get-parameter.ts'
import { getParameterHistory } from './get-parameter-history.ts'
import { getParameters } from './get-parameters.ts'
import { getParametersByPath } from './get-parameters-by-path.ts'
import { labelParameterVersion, unlabelParameterVersion } from './labels.ts'
import { putParameter } from './put-parameter.ts'
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tags.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<SsmState>>> = {
  AddTagsToResource: addTagsToResource,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameterHistory: getParameterHistory,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  LabelParameterVersion: labelParameterVersion,
  ListTagsForResource: listTagsForResource,
  PutParameter: putParameter,
  RemoveTagsFromResource: removeTagsFromResource,
  UnlabelParameterVersion: unlabelParameterVersion,
}

export { parameterArn } from './parameter-name.ts'
