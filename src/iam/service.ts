/** Identity and Access Management, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { iamModeOf, iamOptions, type IamMode, type IamOptions } from './options.ts'
import { rooms } from './rooms.ts'
import type { IamState } from './state.ts'

export const iam: Service<IamState, IamMode | IamOptions> = {
  id: 'iam',
  title: 'IAM',
  namespace: 'com.amazonaws.iam',
  scope: 'account',
  client: { package: '@aws-sdk/client-iam', class: 'IAMClient', hosts: ['iam'], model: 'iam' },
  guide: 'iam.md',
  options: iamOptions,
  templates: ['AWS::IAM', 'Custom::AWSCDKOpenIdConnectProvider'],
  matchers: ['toHaveBeenDenied', 'toHaveUsedOnly'],
  room: () => rooms.iam().room,
}

export { iamModeOf }
