import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { S3_MODEL, type S3ErrorCode, type S3Operation } from './model.ts'

const model: Model<S3Operation, S3ErrorCode> = modelOf(S3_MODEL)

const define: DefineOperation<S3Operation> = operationsOf('S3', model)

/** Defines an operation, which refuses requests without what S3 finds it by. */
export const defineOperation: DefineOperation<S3Operation> = (description) => {
  let needs: Needs | undefined
  return define({
    ...description,
    run(state, input, context) {
      needs ??= needsOf(description.name)
      if (needs.key && !Reflect.get(input, 'Key')) throw keyMissing(description.name)
      if (needs.documents.some((name) => Reflect.get(input, name) === undefined)) {
        throw bodyMissing()
      }
      return description.run(state, input, context)
    },
  })
}

interface Needs {
  readonly key: boolean
  /** The members that are the XML of the body: `Tagging` of PutObjectTagging. */
  readonly documents: readonly string[]
}

function needsOf(operation: S3Operation): Needs {
  const required = model.inputOf(operation).members.filter((member) => member.required)
  return {
    key: required.some(({ name }) => name === 'Key'),
    documents: required.filter(({ shape }) => shape.type === 'structure').map(({ name }) => name),
  }
}

/** The SDK sends it to the bucket: GetObject gets a list, and DeleteObject deletes the bucket. */
const keyMissing = (operation: string): UnsupportedError =>
  new UnsupportedError(
    { service: 'S3', operation, parameter: 'with an empty Key' },
    'S3 takes such a request for one about the bucket.',
  )

// Seen: aws-sdk-cpp#733. Unverified: that it comes before everything else.
const bodyMissing = (): ServiceError =>
  new ServiceError('MissingRequestBodyError', 'Request Body is empty')
