import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { StubWorld } from '../../core/testing/stub-world.ts'
import { createRegion } from '../../region/index.ts'
import { invoke } from './invoke.ts'

function withFunctions(...names: readonly string[]) {
  const region = createRegion()
  for (const name of names) region.registerFunction(name, async () => name)
  return { region, client: new LambdaClient(region.sdk) }
}

describe('the API model', () => {
  it.each([
    [
      { MaxItems: -1 },
      "1 validation error detected: Value '-1' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { FunctionVersion: 'SOME' as never, MaxItems: 0 },
      /^2 validation errors detected: .*'functionVersion'.*'maxItems'|^2 validation errors detected: .*'maxItems'.*'functionVersion'/,
    ],
  ])('refuses ListFunctions %o', async (input, message) => {
    const { client } = withFunctions('a')
    const error: unknown = await client
      .send(new ListFunctionsCommand(input))
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } })
    expect((error as Error).message).toMatch(message)
  })

  it('refuses an invocation type that does not exist', async () => {
    const { client } = withFunctions('a')
    await expect(
      client.send(new InvokeCommand({ FunctionName: 'a', InvocationType: 'Wrong' as never })),
    ).rejects.toThrow(
      "1 validation error detected: Value 'Wrong' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
    )
  })

  it('is asked before members that no operation handles', async () => {
    const { client, region } = withFunctions('a')
    await expect(
      client.send(new ListFunctionsCommand({ MasterRegion: 'eu-west-1', MaxItems: 0 })),
    ).rejects.toThrow('1 validation error detected')
    expect(region.unsupported).toEqual([])
  })
})

it('refuses members that it does not handle, by name', async () => {
  const { client, region } = withFunctions('a')
  await expect(client.send(new ListFunctionsCommand({ MasterRegion: 'ALL' }))).rejects.toThrow(
    'Lambda ListFunctions MasterRegion is not simulated',
  )
  expect(region.unsupported.map(({ feature }) => feature)).toEqual([
    { service: 'Lambda', operation: 'ListFunctions', parameter: 'MasterRegion' },
  ])
})

describe('ListFunctions', () => {
  it('pages by name, also when functions appear in between', async () => {
    const { client, region } = withFunctions('c', 'a', 'e')
    const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }))
    expect(first.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'c'])
    region.registerFunction('b', async () => 'b')
    region.registerFunction('d', async () => 'd')
    const rest = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }))
    expect(rest.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['d', 'e'])
    expect(rest.NextMarker).toBeUndefined()
  })

  it('refuses a marker that it did not give', async () => {
    const { client } = withFunctions('a', 'b')
    const { NextMarker } = await client.send(new ListFunctionsCommand({ MaxItems: 1 }))
    for (const Marker of ['1', `${NextMarker}x`, NextMarker?.slice(0, -4)]) {
      await expect(client.send(new ListFunctionsCommand({ Marker }))).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
      })
    }
  })
})

it('names the permission that a call needs', () => {
  const world = new StubWorld()
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:place'
  expect(invoke.access?.({ FunctionName: 'place' }, world)).toEqual([
    { action: 'lambda:InvokeFunction', resource: arn },
  ])
  for (const input of [
    { FunctionName: 'place:prod' },
    { FunctionName: 'place', Qualifier: 'prod' },
    { FunctionName: `${arn}:prod` },
    { FunctionName: '123456789012:function:place', Qualifier: 'prod' },
  ]) {
    expect(invoke.access?.(input, world)).toEqual([
      { action: 'lambda:InvokeFunction', resource: `${arn}:prod` },
    ])
  }
})

it('planned refusals are of the service from status 500 on, else of the caller', async () => {
  const { region, client } = withFunctions('a')
  const refusal = async (name: string, status?: number): Promise<unknown> => {
    region.function('a').fail(name, { times: 3, ...(status !== undefined && { status }) })
    const error: unknown = await client
      .send(new InvokeCommand({ FunctionName: 'a' }))
      .catch((e: unknown) => e)
    region.faults.clear()
    const { Type, $metadata } = error as { Type: string; $metadata: { httpStatusCode: number } }
    return [Type, $metadata.httpStatusCode]
  }
  expect(await refusal('ServiceException')).toEqual(['Service', 500])
  expect(await refusal('ResourceNotReadyException')).toEqual(['Service', 502])
  expect(await refusal('ResourceConflictException')).toEqual(['User', 409])
})
