import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { accessOf } from './access.ts'
import { CLOUDFRONT_MODEL, type CloudFrontErrorCode, type CloudFrontOperation } from './model.ts'

export const model: Model<CloudFrontOperation, CloudFrontErrorCode> = modelOf(CLOUDFRONT_MODEL)

const define: DefineOperation<CloudFrontOperation> = operationsOf('CloudFront', model)

export const defineOperation: DefineOperation<CloudFrontOperation> = (description) =>
  define({
    access: (input, { options }) => accessOf(description.name, input, options.accountId),
    ...description,
  })
