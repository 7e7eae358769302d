/**
 * Kinesis streaming destinations: they send each change of a table's items to a Kinesis stream.
 * Recorded: test_kinesis_streaming_destination_crud.
 */
import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { KinesisDestination } from '../../schema/definition.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { changeableTable, destinationOf, setDestination } from './destinations.ts'
import {
  mayNotUseStream,
  mustBe,
  noDestination,
  nothingToUpdate,
  samePrecision,
  tooManyDestinations,
} from './errors.ts'

type Precision = NonNullable<KinesisDestination['precision']>

interface Configuration {
  readonly ApproximateCreationDateTimePrecision?: Precision
}

interface Input {
  readonly TableName: string
  readonly StreamArn: string
  readonly EnableKinesisStreamingConfiguration?: Configuration
}

interface UpdateInput extends Pick<Input, 'TableName' | 'StreamArn'> {
  readonly UpdateKinesisStreamingConfiguration?: Configuration
}

// AWS: kds_gettingstarted.html.
const MOST_DESTINATIONS = 2

const checkEnable = constraintsFor('EnableKinesisStreamingDestination')
const checkDisable = constraintsFor('DisableKinesisStreamingDestination')
const checkUpdate = constraintsFor('UpdateKinesisStreamingDestination')
const checkDescribe = constraintsFor('DescribeKinesisStreamingDestination')

/** AWS: API_EnableKinesisStreamingDestination.html. Here the destination is active at once. */
export const enableKinesisStreamingDestination: Operation<DynamoDbState, Input> = {
  name: 'EnableKinesisStreamingDestination',
  parse: parserOf('EnableKinesisStreamingDestination'),
  run(state, input, { world }) {
    checkEnable(input)
    const { StreamArn: streamArn, EnableKinesisStreamingConfiguration: configuration = {} } = input
    const table = changeableTable(state, input.TableName, world)
    if (!world.ports.dataStreams?.has(streamArn)) throw mayNotUseStream()
    if (destinationOf(table, streamArn)?.status === 'ACTIVE') throw mustBe('DISABLED', 'ENABLE')
    const active = table.definition.kinesis?.filter(({ status }) => status === 'ACTIVE') ?? []
    if (active.length >= MOST_DESTINATIONS) throw tooManyDestinations(MOST_DESTINATIONS)
    const { ApproximateCreationDateTimePrecision: precision } = configuration
    setDestination(table, { streamArn, status: 'ACTIVE', ...(precision && { precision }) })
    return {
      TableName: table.definition.name,
      StreamArn: streamArn,
      DestinationStatus: 'ENABLING',
      EnableKinesisStreamingConfiguration: configuration,
    }
  },
}

/** AWS: API_DisableKinesisStreamingDestination.html */
export const disableKinesisStreamingDestination: Operation<DynamoDbState, Input> = {
  name: 'DisableKinesisStreamingDestination',
  parse: parserOf('DisableKinesisStreamingDestination'),
  run(state, input, { world }) {
    checkDisable(input)
    const { StreamArn: streamArn } = input
    const table = changeableTable(state, input.TableName, world)
    const destination = destinationOf(table, streamArn)
    if (!destination) throw noDestination(streamArn, table.definition.name)
    if (destination.status !== 'ACTIVE') throw mustBe('ACTIVE', 'DISABLE')
    setDestination(table, { ...destination, status: 'DISABLED' })
    return {
      TableName: table.definition.name,
      StreamArn: streamArn,
      DestinationStatus: 'DISABLING',
    }
  },
}

/** AWS: API_UpdateKinesisStreamingDestination.html */
export const updateKinesisStreamingDestination: Operation<DynamoDbState, UpdateInput> = {
  name: 'UpdateKinesisStreamingDestination',
  parse: parserOf('UpdateKinesisStreamingDestination'),
  run(state, input, { world }) {
    checkUpdate(input)
    const { StreamArn: streamArn, UpdateKinesisStreamingConfiguration: configuration } = input
    const precision = configuration?.ApproximateCreationDateTimePrecision
    if (precision === undefined) throw nothingToUpdate()
    const table = changeableTable(state, input.TableName, world)
    const { name, id } = table.definition
    const destination = destinationOf(table, streamArn)
    if (!destination) throw noDestination(streamArn, name)
    // Unverified: that a destination without a precision has MILLISECOND.
    if ((destination.precision ?? 'MILLISECOND') === precision) {
      throw samePrecision(precision, id, streamArn)
    }
    setDestination(table, { ...destination, precision })
    return {
      TableName: name,
      StreamArn: streamArn,
      DestinationStatus: 'UPDATING',
      UpdateKinesisStreamingConfiguration: configuration,
    }
  },
}

/** AWS: API_DescribeKinesisStreamingDestination.html */
export const describeKinesisStreamingDestination: Operation<
  DynamoDbState,
  Pick<Input, 'TableName'>
> = {
  name: 'DescribeKinesisStreamingDestination',
  parse: parserOf('DescribeKinesisStreamingDestination'),
  run(state, input, { world }) {
    checkDescribe(input)
    const { name, kinesis = [] } = existingTable(state, input.TableName, world).definition
    return {
      TableName: name,
      KinesisDataStreamDestinations: kinesis.map(({ streamArn, status, precision }) => ({
        StreamArn: streamArn,
        DestinationStatus: status,
        ...(precision && { ApproximateCreationDateTimePrecision: precision }),
      })),
    }
  },
}
