/** Measures permissions: what each mode of the option `iam` adds to a call, beside the others. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { allow, createRegion, type IamMode } from 'miniregion'
import { interleave, summarize, timeAsync, type Measure } from './measure.js'

export type PermissionCalls = Readonly<Record<IamMode | 'conditional', Measure>>

const ROUNDS = 15
const NAMES = ['off', 'record', 'enforce', 'conditional'] as const

/** A client of a role with ten statements, the last of which allows the call. */
function clientIn(name: (typeof NAMES)[number]): DynamoDBClient {
  const region = createRegion({ iam: name === 'conditional' ? 'enforce' : name })
  region.createTable('orders', { partitionKey: 'id' }).put({ id: 'a' })
  const others = Array.from({ length: 9 }, (_, n) =>
    allow([`s3:Get${n}*`, `sqs:*${n}`], `arn:aws:s3:::bucket-${n}/*`),
  )
  const condition =
    name === 'conditional'
      ? { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a', 'b'] } }
      : undefined
  const role = region.createRole('reader', [...others, allow('dynamodb:Get*', '*', condition)])
  return new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
}

/** Returns µs for one GetItem in each mode. `conditional`: a decision that cannot be remembered. */
export async function measurePermissions(): Promise<PermissionCalls> {
  const clients = new Map(NAMES.map((name) => [name, clientIn(name)]))
  const get = (name: (typeof NAMES)[number]): Promise<unknown> =>
    clients.get(name)!.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }))
  for (const name of NAMES) await timeAsync(1000, () => get(name))
  const measured = await interleave(NAMES, ROUNDS, (name) => timeAsync(400, () => get(name)))
  return Object.fromEntries(
    NAMES.map((name) => [name, measured.get(name) ?? summarize([])]),
  ) as PermissionCalls
}
