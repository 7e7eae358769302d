import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

// AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
const STATUSES = {
  EC2ThrottledException: 502,
  ENILimitReachedException: 502,
  InvalidRuntimeException: 502,
  KMSAccessDeniedException: 502,
  RecursiveInvocationException: 400,
  ResourceConflictException: 409,
  ResourceNotReadyException: 502,
  ServiceException: 500,
  TooManyRequestsException: 429,
}

describe('a planned failure of the call', () => {
  it.each(Object.entries(STATUSES))('%s has the status %i', async (name, status) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => 1).fail(name)
    const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
    const call = client.send(new InvokeCommand({ FunctionName: 'fn' }))
    await expect(call).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
      $fault: status < 500 ? 'client' : 'server',
      Type: status < 500 ? 'User' : 'Service',
    })
    fn.fail(name)
    const run = await fn.invoke()
    expect(run.error?.errorType).toBe(name)
    expect(run.status).toBe(name === 'TooManyRequestsException' ? 'throttled' : 'failed')
    expect((await fn.invoke()).status).toBe('succeeded')
  })

  it('takes another status and message', async () => {
    const region = createRegion()
    region
      .registerFunction('fn', async () => 1)
      .fail('ServiceException', { status: 503, message: 'later', fields: { Type: 'Mine' } })
    const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
    await expect(client.send(new InvokeCommand({ FunctionName: 'fn' }))).rejects.toMatchObject({
      message: 'later',
      Type: 'Mine',
      $metadata: { httpStatusCode: 503 },
    })
  })
})

it('any other error belongs to the handler, and has no status', async () => {
  const region = createRegion()
  region.registerFunction('fn', async () => 1).fail('OutOfStock', { message: 'none left' })
  const answer = await new LambdaClient(region.sdk).send(new InvokeCommand({ FunctionName: 'fn' }))
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' })
  expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
    errorType: 'OutOfStock',
    errorMessage: 'none left',
  })
})
