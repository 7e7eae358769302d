import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  CLOUDFORMATION_MODEL,
  type CloudFormationErrorCode,
  type CloudFormationOperation,
} from './model.ts'

export const model: Model<CloudFormationOperation, CloudFormationErrorCode> =
  modelOf(CLOUDFORMATION_MODEL)

export const defineOperation: DefineOperation<CloudFormationOperation> = operationsOf(
  'CloudFormation',
  model,
)
