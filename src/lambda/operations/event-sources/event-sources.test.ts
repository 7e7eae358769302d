import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

function create(options?: Parameters<typeof createRegion>[0]) {
  const region = createRegion(options)
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const fn = region.registerFunction('project', async () => undefined, { versions: 1 })
  const client = new LambdaClient(region.sdk)
  const { sourceArn } = streamOf(region)
  const map = (rest: Partial<CreateEventSourceMappingCommandInput> = {}) =>
    client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'project',
        EventSourceArn: sourceArn,
        StartingPosition: 'TRIM_HORIZON',
        ...rest,
      }),
    )
  const refusal = async (
    rest: Partial<CreateEventSourceMappingCommandInput>,
  ): Promise<Record<string, unknown>> => {
    const error = (await map(rest).catch((cause: unknown) => cause)) as Error
    return { name: error.name, message: error.message }
  }
  return { region, orders, fn, client, sourceArn, map, refusal }
}

/** The ARN of the stream, as the handle of a throw-away mapping knows it. */
function streamOf(region: ReturnType<typeof createRegion>): { sourceArn: string } {
  const { accountId, name } = region
  const label = new Date(region.clock.now()).toISOString().slice(0, -1)
  return { sourceArn: `arn:aws:dynamodb:${name}:${accountId}:table/orders/stream/${label}` }
}

const withoutMetadata = ({ $metadata: _, ...rest }: { $metadata: object }): object => rest

describe('CreateEventSourceMapping', () => {
  it('answers with the defaults of streams', async () => {
    const { map, sourceArn, client } = create()
    const made = await map()
    expect(made.$metadata.httpStatusCode).toBe(202)
    const { UUID = '' } = made
    const configuration = {
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      BatchSize: 100,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: {} },
      EventSourceArn: sourceArn,
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:123456789012:event-source-mapping:${UUID}`,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:project',
      FunctionResponseTypes: [],
      LastModified: new Date('2026-01-01T00:00:00Z'),
      LastProcessingResult: 'No records processed',
      MaximumBatchingWindowInSeconds: 0,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 1,
      StartingPosition: 'TRIM_HORIZON',
      State: 'Creating',
      StateTransitionReason: 'User action',
      TumblingWindowInSeconds: 0,
    }
    expect(withoutMetadata(made)).toEqual(configuration)
    const found = await client.send(new GetEventSourceMappingCommand({ UUID }))
    expect(withoutMetadata(found)).toEqual({ ...configuration, State: 'Enabled' })
  })

  it('shows what it was given', async () => {
    const { map } = create()
    const given = {
      FunctionName: 'project:1',
      Enabled: false,
      BatchSize: 7,
      FilterCriteria: { Filters: [{ Pattern: '{ "eventName": ["INSERT"] }' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures' as const],
      MaximumBatchingWindowInSeconds: 5,
      TumblingWindowInSeconds: 30,
      BisectBatchOnFunctionError: true,
    }
    const { FunctionName: _, Enabled: _1, ...shown } = given
    expect(await map(given)).toMatchObject({
      ...shown,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:project:1',
    })
  })

  it('refuses what AWS refuses', async () => {
    const { refusal, map, sourceArn } = create()
    const name = 'InvalidParameterValueException'
    const { UUID } = await map()
    expect(await refusal({})).toEqual({
      name: 'ResourceConflictException',
      message: `The event source arn (" ${sourceArn} ") and function (" project ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    })
    expect(await refusal({ FunctionName: 'gone' })).toEqual({
      name,
      message: 'Function does not exist',
    })
    expect(await refusal({ EventSourceArn: undefined })).toEqual({
      name,
      message: 'Unrecognized event source.',
    })
    expect(await refusal({ EventSourceArn: 'arn:aws:sns:us-east-1:123456789012:t' })).toEqual({
      name,
      message: 'Unrecognized event source.',
    })
    expect(await refusal({ StartingPosition: undefined })).toEqual({
      name,
      message:
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    })
    expect(
      await refusal({ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date() }),
    ).toEqual({ name, message: `Unsupported starting position for arn type: ${sourceArn}` })
    expect(await refusal({ FilterCriteria: { Filters: [{ Pattern: '{"a":"b"}' }] } })).toEqual({
      name,
      message: 'Invalid filter pattern definition.',
    })
    expect(await refusal({ ScalingConfig: { MaximumConcurrency: 2 } })).toEqual({
      name,
      message: 'Unsupported ScalingConfig parameter for given event source mapping type.',
    })
    const missing = sourceArn.replace('orders', 'gone')
    expect(await refusal({ EventSourceArn: missing, FunctionName: 'project:1' })).toEqual({
      name,
      message: `Stream not found: ${missing}`,
    })
    expect((await refusal({ BatchSize: 0 }))['name']).toBe('ValidationException')
    expect((await refusal({ SelfManagedEventSource: {} }))['name']).toBe('UnsupportedError')
  })
})

describe('its siblings', () => {
  it('update, list and delete', async () => {
    const { map, client, sourceArn, orders, fn, region } = create()
    const { UUID = '' } = await map()
    const update = (rest: object) =>
      client.send(new UpdateEventSourceMappingCommand({ UUID, ...rest }))
    expect(await update({ BatchSize: 1 })).toMatchObject({ BatchSize: 1, State: 'Updating' })
    expect(await update({ Enabled: false })).toMatchObject({ BatchSize: 1, State: 'Disabling' })
    orders.put({ id: 'a' })
    orders.put({ id: 'b' })
    await region.idle()
    expect(fn.invocations).toHaveLength(0)
    expect(await update({ Enabled: true })).toMatchObject({ State: 'Enabling' })
    await region.idle()
    expect(fn.invocations).toHaveLength(2)
    expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
      State: 'Enabled',
      LastProcessingResult: 'OK',
    })
    await map({ FunctionName: 'project:1' })
    const list = async (rest: object) =>
      (await client.send(new ListEventSourceMappingsCommand(rest))).EventSourceMappings?.length
    expect(await list({})).toBe(2)
    expect(await list({ FunctionName: 'project' })).toBe(1)
    expect(await list({ EventSourceArn: sourceArn })).toBe(2)
    expect(await list({ EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:q' })).toBe(0)
    const first = await client.send(new ListEventSourceMappingsCommand({ MaxItems: 1 }))
    const { NextMarker: Marker } = first
    expect(await list({ Marker })).toBe(1)
    expect(await client.send(new DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({
      UUID,
      State: 'Deleting',
    })
    expect(await list({})).toBe(1)
  })

  it('have at most five filters, or as many as the quota of the account', async () => {
    const Filters = Array.from({ length: 6 }, (_, i) => ({ Pattern: `{"eventName":["${i}"]}` }))
    const refusing = create()
    const mapping = (filters: object[]) => ({ FilterCriteria: { Filters: filters } })
    await expect(refusing.map(mapping(Filters))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    })
    const { UUID } = await refusing.map(mapping(Filters.slice(1)))
    const update = new UpdateEventSourceMappingCommand({ UUID, ...mapping(Filters) })
    await expect(refusing.client.send(update)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    })
    const raised = create({ lambda: { filtersPerMapping: 10 } })
    const made = await raised.map(mapping(Filters))
    expect(made.FilterCriteria?.Filters).toHaveLength(6)
    expect(() => create({ lambda: { filtersPerMapping: 11 } })).toThrow('from 1 to 10')
  })

  it('do not know other UUIDs', async () => {
    const { client } = create()
    const UUID = '00000000-0000-4000-8000-000000000000'
    const commands = [
      new GetEventSourceMappingCommand({ UUID }),
      new UpdateEventSourceMappingCommand({ UUID }),
      new DeleteEventSourceMappingCommand({ UUID }),
    ]
    for (const command of commands) {
      await expect(client.send(command as GetEventSourceMappingCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
        $metadata: { httpStatusCode: 404 },
      })
    }
  })
})
