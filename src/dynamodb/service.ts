/** The entries of DynamoDB and DynamoDB Streams in a region's list of services. */
import type { Service } from '../core/world/world.ts'
import { dynamodbOptions, type DynamoDbOptions } from './options.ts'
import { SERVICE_ID } from './own-service.ts'
import { rooms } from './rooms.ts'
import type { DynamoDbState } from './state/state.ts'

export const dynamodb: Service<DynamoDbState, DynamoDbOptions> = {
  id: SERVICE_ID,
  title: 'DynamoDB',
  namespace: 'com.amazonaws.dynamodb',
  target: 'DynamoDB_20120810',
  client: {
    package: '@aws-sdk/client-dynamodb',
    class: 'DynamoDBClient',
    hosts: ['dynamodb'],
  },
  guide: 'dynamodb.md',
  options: dynamodbOptions,
  templates: ['AWS::DynamoDB'],
  room: () => rooms.dynamodb().room,
}

export const dynamodbStreams: Service<undefined> = {
  id: 'dynamodbstreams',
  title: 'DynamoDB Streams',
  namespace: 'com.amazonaws.dynamodbstreams',
  target: 'DynamoDBStreams_20120810',
  client: {
    package: '@aws-sdk/client-dynamodb-streams',
    class: 'DynamoDBStreamsClient',
    hosts: ['streams.dynamodb'],
  },
  guide: 'dynamodb.md',
  room: () => rooms.dynamodbStreams().room,
}
