import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatArn, parseArn, partitionOf } from '../arn.ts'
import {
  buildArn,
  foreignPart,
  isForeign,
  parseArnOf,
  splitResource,
  type ArnForm,
} from './arn-form.ts'

const here = { region: 'us-east-1', accountId: '123456789012' }

const FORMS: readonly [
  title: string,
  form: ArnForm,
  name: string,
  qualifier: string | undefined,
  arn: string,
][] = [
  [
    'a function and its alias',
    { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
    'place',
    'prod',
    'arn:aws:lambda:us-east-1:123456789012:function:place:prod',
  ],
  [
    'a table',
    { service: 'dynamodb', type: 'table', qualifier: '/' },
    'orders',
    undefined,
    'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
  ],
  [
    'a stream of a table, with colons',
    { service: 'dynamodb', type: 'table', qualifier: '/' },
    'orders',
    'stream/2026-01-01T00:00:00.000',
    'arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000',
  ],
  [
    'a queue',
    { service: 'sqs' },
    'jobs.fifo',
    undefined,
    'arn:aws:sqs:us-east-1:123456789012:jobs.fifo',
  ],
  [
    'a subscription to a topic',
    { service: 'sns', qualifier: ':' },
    'placed',
    '0b5c0000-0000-4000-8000-000000000000',
    'arn:aws:sns:us-east-1:123456789012:placed:0b5c0000-0000-4000-8000-000000000000',
  ],
  [
    'an object',
    { service: 's3', scope: 'neither', qualifier: '/' },
    'uploads',
    'in/a:b/c.jpg',
    'arn:aws:s3:::uploads/in/a:b/c.jpg',
  ],
  [
    'a role with a path',
    { service: 'iam', type: 'role', scope: 'account' },
    'service/place',
    undefined,
    'arn:aws:iam::123456789012:role/service/place',
  ],
  [
    'a REST API',
    { service: 'apigateway', type: '/restapis', scope: 'region' },
    'a1b2c3d4e5',
    undefined,
    'arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5',
  ],
  [
    'a log group',
    { service: 'logs', type: 'log-group', separator: ':', qualifier: ':' },
    '/aws/lambda/place',
    '*',
    'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/place:*',
  ],
  [
    'an identity pool, with a colon in its id',
    { service: 'cognito-identity', type: 'identitypool' },
    'us-east-1:0b5c',
    undefined,
    'arn:aws:cognito-identity:us-east-1:123456789012:identitypool/us-east-1:0b5c',
  ],
]

describe('the form of an ARN', () => {
  it.each(FORMS)('%s', (_title, form, name, qualifier, arn) => {
    expect(buildArn(form, here, name, qualifier)).toBe(arn)
    expect(parseArnOf(form, arn)).toMatchObject({ partition: 'aws', name, qualifier })
  })

  it('refuses text, other services, other types and empty names', () => {
    const form: ArnForm = { service: 'events', type: 'rule' }
    expect(parseArnOf(form, 'mail')).toBeUndefined()
    expect(parseArnOf(form, 'arn:aws:events:us-east-1')).toBeUndefined()
    expect(parseArnOf(form, 'arn:aws:sns:us-east-1:123456789012:rule/mail')).toBeUndefined()
    expect(parseArnOf(form, 'arn:aws:events:us-east-1:123456789012:event-bus/x')).toBeUndefined()
    expect(parseArnOf(form, 'arn:aws:events:us-east-1:123456789012:rule/')).toBeUndefined()
  })

  it('has the partition of its region', () => {
    expect(['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'us-isob-east-1'].map(partitionOf)).toEqual(
      ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'],
    )
    const china = { region: 'cn-north-1', accountId: '123456789012' }
    const arn = buildArn({ service: 's3', scope: 'neither' }, china, 'uploads')
    expect(arn).toBe('arn:aws-cn:s3:::uploads')
    const [prefix] = formatArn('sqs', 'us-gov-west-1', '123456789012', 'jobs').split(':sqs:')
    expect(prefix).toBe('arn:aws-us-gov')
  })

  it('round-trips any name and qualifier that its separators allow', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_.+=,@-]{1,20}$/)
    const separator = fc.constantFrom<'/' | ':'>('/', ':')
    fc.assert(
      fc.property(
        fc.record({
          type: fc.option(part, { nil: undefined }),
          separator,
          qualifier: separator,
          scope: fc.constantFrom<NonNullable<ArnForm['scope']>>(
            'both',
            'account',
            'region',
            'neither',
          ),
        }),
        part,
        fc.option(part, { nil: undefined }),
        ({ type, ...rest }, name, qualifier) => {
          const form: ArnForm = { service: 'x', ...rest, ...(type !== undefined && { type }) }
          const arn = buildArn(form, here, name, qualifier)
          expect(parseArnOf(form, arn)).toEqual({ ...parseArn(arn), name, qualifier })
          expect(isForeign(parseArn(arn)!, here)).toBe(false)
        },
      ),
    )
  })
})

describe('foreign ARNs', () => {
  const part = (arn: string) => foreignPart(parseArn(arn)!, here)

  it('are recognized by the first differing part', () => {
    expect(part(formatArn('sqs', 'us-east-1', '123456789012', 'jobs'))).toBeUndefined()
    expect(part('arn:aws-cn:sqs:eu-west-1:210987654321:jobs')).toBe('partition')
    expect(part('arn:aws:sqs:eu-west-1:210987654321:jobs')).toBe('region')
    expect(part('arn:aws:sqs:us-east-1:210987654321:jobs')).toBe('account')
  })

  it('may leave region or account empty', () => {
    expect(part('arn:aws:s3:::uploads')).toBeUndefined()
    expect(part('arn:aws:iam::123456789012:role/x')).toBeUndefined()
    expect(part('arn:aws:iam::210987654321:role/x')).toBe('account')
  })
})

it('a resource of unknown form is split at its first separator', () => {
  expect(splitResource('jobs')).toEqual({ type: undefined, separator: undefined, id: 'jobs' })
  expect(splitResource('function:place:prod')).toEqual({
    type: 'function',
    separator: ':',
    id: 'place:prod',
  })
  expect(splitResource('table/orders/stream/2026-01-01T00:00')).toEqual({
    type: 'table',
    separator: '/',
    id: 'orders/stream/2026-01-01T00:00',
  })
  expect(splitResource('/restapis/abc/stages/x')).toEqual({
    type: '/restapis',
    separator: '/',
    id: 'abc/stages/x',
  })
})
