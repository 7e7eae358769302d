import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { CLOUDFRONT_MODEL, type CloudFrontErrorCode, type CloudFrontOperation } from './model.ts'

export const model: Model<CloudFrontOperation, CloudFrontErrorCode> = modelOf(CLOUDFRONT_MODEL)

export const defineOperation: DefineOperation<CloudFrontOperation> = operationsOf(
  'CloudFront',
  model,
)
