/** Measures decisions about permissions alone: without the call that they are about. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { worldOfRegion } from '../src/core/handles/look-up.js'
import { compilePolicy } from '../src/core/policies/document.js'
import { evaluate } from '../src/core/policies/evaluate.js'
import { principalOfArn } from '../src/core/policies/principals.js'
import { authorizeCall } from '../src/iam/authorization/index.js'
import { allow } from '../src/iam/handle/statements.js'
import { iamModeOf } from '../src/iam/options.js'
import type { CallRecord } from '../src/core/journal.js'
import { createRegion } from '../src/region/index.js'
import { interleave, summarize, timeSync, type Measure } from './measure.js'

export type Evaluations = Readonly<Record<(typeof NAMES)[number], Measure>>

const NAMES = ['evaluation', 'record', 'enforce', 'conditional'] as const
const ROUNDS = 50
const COUNT = 2_000

/** Ten policies of three statements; the last one allows, under a condition. */
function evaluation(): (n: number) => unknown {
  const policies = Array.from({ length: 10 }, (_, n) =>
    compilePolicy(
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: [`s3:Get${n}*`, 's3:List*'],
            Resource: `arn:aws:s3:::b${n}/*`,
          },
          { Effect: 'Deny', Action: 'sqs:*', Resource: `arn:aws:sqs:*:*:jobs-${n}` },
          {
            Effect: 'Allow',
            Action: n === 9 ? 'dynamodb:*Item' : `dynamodb:${n}*`,
            Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}-*',
            Condition: { StringLike: { 'aws:RequestedRegion': ['eu-*', 'us-*'] } },
          },
        ],
      },
      `policy-${n}`,
    ),
  )
  const principal = principalOfArn('arn:aws:sts::123456789012:assumed-role/place/s1')
  const keys = (key: string): string | undefined =>
    key === 'aws:requestedregion'
      ? 'us-east-1'
      : key === 'aws:principaltag/team'
        ? 'shop'
        : undefined
  // Another table each time.
  return (n) =>
    evaluate(
      { identity: policies },
      {
        ...{ principal, keys, action: 'dynamodb:GetItem', resourceAccount: '123456789012' },
        resource: `arn:aws:dynamodb:us-east-1:123456789012:table/shop-${n % 100}`,
      },
    )
}

/** The decision about a GetItem of a role with ten statements. */
async function authorization(condition?: object): Promise<() => unknown> {
  const region = createRegion({ iam: 'enforce' })
  region.createTable('orders', { partitionKey: 'id' }).put({ id: 'a' })
  const others = Array.from({ length: 9 }, (_, n) =>
    allow([`s3:Get${n}*`, `sqs:*${n}`], `arn:aws:s3:::bucket-${n}/*`),
  )
  const role = region.createRole('reader', [...others, allow('dynamodb:Get*', '*', condition)])
  const client = new DynamoDBClient(region.as(role).sdk)
  await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }))
  const world = worldOfRegion(region, 'the benchmark')
  const record = world.journal.records.findLast(({ kind }) => kind === 'call') as CallRecord
  const service = world.services.find(({ id }) => id === 'dynamodb')!
  const operation = service.room().operations['GetItem']!
  return () => authorizeCall(world, operation, record)
}

/**
 * Returns µs: `evaluation` of ten policies, never of the same request twice in a row; what each mode
 * does for a call beside the work of the call. `conditional`: with a condition on leading keys.
 */
export async function measureEvaluations(): Promise<Evaluations> {
  const world = worldOfRegion(createRegion(), 'the benchmark')
  const leading = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a', 'b'] } }
  const bodies: Readonly<Record<(typeof NAMES)[number], (n: number) => unknown>> = {
    evaluation: evaluation(),
    record: () => iamModeOf(world) === 'enforce',
    enforce: await authorization(),
    conditional: await authorization(leading),
  }
  for (const name of NAMES) timeSync(20 * COUNT, bodies[name])
  const measured = await interleave(NAMES, ROUNDS, async (name) => timeSync(COUNT, bodies[name]))
  return Object.fromEntries(
    NAMES.map((name) => [name, measured.get(name) ?? summarize([])]),
  ) as Evaluations
}
