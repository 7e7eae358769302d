import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

/** The value of a parameter in whose template this stands. */
const build = (value: unknown, rest: object = {}) => {
  const template = {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
      Value: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: value } },
    },
    ...rest,
  }
  const { shop } = fromTemplate(template, { name: 'shop' })(createRegion())
  return shop.resources['Value']?.properties['Value']
}

describe('intrinsic functions', () => {
  const mappings = { Mappings: { Sizes: { dev: { memory: 128, zones: ['a', 'b'] } } } }
  const conditions = {
    Conditions: { Yes: { 'Fn::Equals': ['1', 1] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
  }

  it.each<[string, unknown, unknown, object?]>([
    [
      'Ref of a resource',
      { Ref: 'Queue' },
      'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
    ],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:123456789012:jobs'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'jobs'],
    [
      'Sub',
      { 'Fn::Sub': '${AWS::StackName}-${Queue.QueueName}-${!Literal}' },
      'shop-jobs-${Literal}',
    ],
    ['Sub with a map', { 'Fn::Sub': ['${a}-${AWS::Partition}', { a: 1 }] }, '1-aws'],
    ['Join without a value', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
    ['Select of a split', { 'Fn::Select': ['1', { 'Fn::Split': ['|', 'a|b'] }] }, 'b'],
    ['Base64', { 'Fn::Base64': 'ä' }, 'w6Q='],
    ['zones', { 'Fn::Join': [',', { 'Fn::GetAZs': '' }] }, 'us-east-1a,us-east-1b,us-east-1c'],
    [
      'Cidr',
      { 'Fn::Join': [' ', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }] },
      '10.0.0.0/24 10.0.1.0/24',
    ],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', 'dev', 'memory'] }, 128, mappings],
    [
      'FindInMap with a default',
      { 'Fn::FindInMap': ['Sizes', 'x', 'y', { DefaultValue: 'z' }] },
      'z',
      mappings,
    ],
    ['If', { 'Fn::If': ['Yes', 'a', { Ref: 'Queue' }] }, 'a', conditions],
    ['If of a negation', { 'Fn::If': ['No', 'a', 'b'] }, 'b', conditions],
    ['Length', { 'Fn::Join': ['', [{ 'Fn::Length': ['a', 'b'] }]] }, '2'],
    ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'AWS::Region' } } }, '{"a":"us-east-1"}'],
  ])('%s', (_title, value, expected, rest) => {
    expect(build(value, rest)).toEqual(expected)
  })

  it.each<[string, unknown, string, object?]>([
    [
      'an unknown name',
      { Ref: 'Queu' },
      "Unresolved resource dependencies [Queu] in the Resources block of the template. Did you mean 'Queue'?",
    ],
    ['an unknown name in Sub', { 'Fn::Sub': '${Queu}' }, 'Unresolved resource dependencies [Queu]'],
    [
      'an unknown resource',
      { 'Fn::GetAtt': ['Queu', 'Arn'] },
      'Fn::GetAtt references undefined resource Queu',
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Queue', 'Arm'] },
      "does not support attribute type Arm in Fn::GetAtt. Did you mean 'Arn'?",
    ],
    ['an unknown function', { 'Fn::Upper': 'a' }, 'Encountered unsupported function: [Fn::Upper]'],
    [
      'a missing element',
      { 'Fn::Select': [2, ['a']] },
      'Fn::Select cannot select nonexistent value at index 2',
    ],
    ['an unknown map', { 'Fn::FindInMap': ['Size', 'a', 'b'] }, "Did you mean 'Sizes'?", mappings],
    [
      'an unknown key',
      { 'Fn::FindInMap': ['Sizes', 'deb', 'memory'] },
      'Unable to get mapping for Sizes::deb::memory',
      mappings,
    ],
    [
      'an unknown condition',
      { 'Fn::If': ['Maybe', 'a', 'b'] },
      'unresolved condition dependency Maybe in Fn::If',
    ],
    ['a missing export', { 'Fn::ImportValue': 'x' }, 'No export named x found.'],
    ['too few arguments', { 'Fn::Join': ['-'] }, 'every Fn::Join object requires two parameters'],
    [
      'a resource in a condition',
      'a',
      'Unresolved dependencies [Queue]. Cannot reference resources in the Conditions block',
      {
        Conditions: { C: { 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] } },
        Outputs: { O: { Condition: 'C', Value: 'x' } },
      },
    ],
  ])('refuses %s', (_title, value, message, rest) => {
    expect(() => build(value, rest)).toThrow(message)
  })

  it('names the resources of a circle', () => {
    const Resources = {
      A: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: { 'Fn::GetAtt': ['B', 'TopicName'] } },
      },
      B: { Type: 'AWS::SNS::Topic', DependsOn: 'A' },
      C: { Type: 'AWS::SNS::Topic', DependsOn: ['B'] },
    }
    expect(() => fromTemplate({ Resources })(createRegion())).toThrow(
      'Circular dependency between resources: [A, B]',
    )
  })

  it('keeps hostile names as own members', () => {
    const Value = JSON.parse(
      '{"Fn::ToJsonString": {"__proto__": "a", "constructor": "b"}}',
    ) as unknown
    expect(build(Value)).toBe('{"__proto__":"a","constructor":"b"}')
  })

  it('leaves nothing behind when a resource fails', () => {
    const region = createRegion()
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
      Wrong: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'no spaces' } },
    }
    expect(() => fromTemplate({ Resources })(region)).toThrow(
      'Wrong (AWS::SQS::Queue) cannot be created',
    )
    expect(() => region.queue('jobs')).toThrow("no queue 'jobs'")
  })
})
