/** S3, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { S3State } from './state.ts'

export const s3: Service<S3State> = {
  id: 's3',
  title: 'S3',
  namespace: 'com.amazonaws.s3',
  // The names of buckets are shared by all regions.
  scope: 'account',
  client: { package: '@aws-sdk/client-s3', class: 'S3Client', hosts: ['s3'], model: 's3' },
  guide: 's3.md',
  matchers: ['toHaveObject', 'toHaveObjectCount'],
  templates: ['AWS::S3', 'Custom::S3AutoDeleteObjects', 'Custom::S3BucketNotifications'],
  room: () => rooms.s3().room,
}
