/** Functions of templates for which nothing gives a handler. */
import { expect, it } from 'vitest'
import { createRegion } from '../index.ts'
import { fromTemplate } from './index.ts'

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] })
const Fn = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'place.handler',
    Role: 'arn:aws:iam::123456789012:role/place',
    Code: { ZipFile: 'exports.handler = async () => 1' },
  },
}

it('code in the template is not run', async () => {
  const load = async (): Promise<object> => ({ handler: () => 1 })
  const { stack } = fromTemplate({ Resources: { Fn } }, { load })(createRegion())
  await expect(stack.function('Fn').invoke({})).rejects.toThrow(
    "The function 'Fn' has its code in the template, where it is not run. Give its handler with handlers: { Fn: handler }.",
  )
})

it('what services ask of it in the background fails, and the region goes on', async () => {
  const Permission = {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Fn' },
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
    },
  }
  const Rotation = {
    Type: 'AWS::SecretsManager::RotationSchedule',
    DependsOn: 'Permission',
    Properties: { SecretId: { Ref: 'Secret' }, RotationLambdaARN: arn('Fn') },
  }
  const Topic = {
    Type: 'AWS::SNS::Topic',
    Properties: { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Fn') }] },
  }
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 's' } }
  const region = createRegion()
  const { stack } = fromTemplate({ Resources: { Fn, Permission, Secret, Rotation, Topic } })(region)
  stack.topic('Topic').publish('hello')
  await region.idle()
  expect(region.unsupported.map(({ feature }) => feature)).toEqual([
    { service: 'Lambda', operation: 'Invoke' },
    { service: 'Lambda', operation: 'Invoke' },
  ])
})
