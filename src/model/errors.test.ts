import { expect, expectTypeOf, it } from 'vitest'
import { LAMBDA_MODEL } from '../lambda/api/model.ts'
import { errorsOf } from './index.ts'
import { modelOfService } from './model.fixture.ts'

it('makes errors with the status, fault and query code of the model', () => {
  const sqs = modelOfService('sqs').error
  expect(sqs('QueueDoesNotExist', 'The specified queue does not exist.')).toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    status: 400,
    $fault: 'client',
    queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
  })
  const lambda = modelOfService('lambda').error
  expect(lambda('ResourceNotFoundException', 'x', { Type: 'User' })).toMatchObject({
    status: 404,
    Type: 'User',
    queryCode: undefined,
  })
  expect(lambda('ServiceException', 'x')).toMatchObject({ status: 500, $fault: 'server' })
})

it("has the errors of the framework, and treats others as the caller's fault", () => {
  const { error } = modelOfService('lambda')
  expect(error('ServiceUnavailable', 'x')).toMatchObject({ status: 503, $fault: 'server' })
  expect(error('ValidationException', 'x')).toMatchObject({ status: 400, $fault: 'client' })
  expect(error('NoSuchCode', 'x')).toMatchObject({ status: 400, $fault: 'client' })
})

it('compiles only for known codes', () => {
  const error = errorsOf(LAMBDA_MODEL)
  expectTypeOf(error).parameter(0).extract<'ResourceNotFoundException'>().not.toBeNever()
  // @ts-expect-error -- a typo
  error('ResourceNotFound', 'x')
})
