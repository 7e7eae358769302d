/** Inputs of the operations on Kinesis streaming destinations. */
import { oneOf, string, structure, type StructureShape } from '../../../model/shape.ts'
import * as parts from './parts.ts'

const configuration = (name: string): StructureShape =>
  structure(name, { ApproximateCreationDateTimePrecision: oneOf('MILLISECOND', 'MICROSECOND') })

const destination = {
  'TableName!': parts.tableNameOrArn,
  'StreamArn!': string({ min: 37, max: 1024 }),
} as const

export const enableKinesisStreamingDestination: StructureShape = structure(
  'EnableKinesisStreamingDestinationInput',
  {
    ...destination,
    EnableKinesisStreamingConfiguration: configuration('EnableKinesisStreamingConfiguration'),
  },
)
export const disableKinesisStreamingDestination: StructureShape = structure(
  'DisableKinesisStreamingDestinationInput',
  {
    ...destination,
    EnableKinesisStreamingConfiguration: configuration('EnableKinesisStreamingConfiguration'),
  },
)
export const updateKinesisStreamingDestination: StructureShape = structure(
  'UpdateKinesisStreamingDestinationInput',
  {
    ...destination,
    UpdateKinesisStreamingConfiguration: configuration('UpdateKinesisStreamingConfiguration'),
  },
)
export const describeKinesisStreamingDestination: StructureShape = structure(
  'DescribeKinesisStreamingDestinationInput',
  { 'TableName!': parts.tableNameOrArn },
)
