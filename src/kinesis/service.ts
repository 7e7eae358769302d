/** Kinesis Data Streams, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { KinesisState } from './state.ts'

export const kinesis: Service<KinesisState> = {
  id: 'kinesis',
  title: 'Kinesis',
  namespace: 'com.amazonaws.kinesis',
  target: 'Kinesis_20131202',
  client: {
    package: '@aws-sdk/client-kinesis',
    class: 'KinesisClient',
    hosts: ['kinesis'],
    model: 'kinesis',
  },
  guide: 'kinesis.md',
  templates: ['AWS::Kinesis'],
  room: () => rooms.kinesis().room,
}
