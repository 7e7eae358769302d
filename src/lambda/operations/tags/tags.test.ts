import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:place'

function setUp() {
  const region = createRegion()
  region.registerFunction('code', async () => 1)
  const client = new LambdaClient(region.sdk)
  const create = (changes: Partial<CreateFunctionCommandInput>) =>
    client.send(
      new CreateFunctionCommand({
        ...{ FunctionName: 'place', Runtime: 'nodejs22.x', Handler: 'index.handler' },
        Role: 'arn:aws:iam::123456789012:role/place',
        // The code names a registered function.
        Code: { ZipFile: Buffer.from('code') },
        ...changes,
      }),
    )
  return { region, client, create }
}

async function tagsOf({ client }: { client: LambdaClient }): Promise<unknown> {
  return (await client.send(new ListTagsCommand({ Resource: ARN }))).Tags
}

it('are added, changed and removed', async () => {
  const context = setUp()
  await context.create({ Tags: { a: '1', b: '2' } })
  const { client } = context
  await client.send(new TagResourceCommand({ Resource: ARN, Tags: { b: '3', c: '4' } }))
  await client.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['a', 'z'] }))
  expect(await tagsOf(context)).toEqual({ b: '3', c: '4' })
})

it('of event source mappings', async () => {
  const { client, create, region } = setUp()
  await create({})
  const queue = region.createQueue('jobs')
  const { UUID, EventSourceMappingArn: Resource } = await client.send(
    new CreateEventSourceMappingCommand({
      ...{ FunctionName: 'place', EventSourceArn: queue.arn, Tags: { a: '1', b: '2' } },
    }),
  )
  await client.send(new TagResourceCommand({ Resource, Tags: { b: '3', c: '4' } }))
  await client.send(new UntagResourceCommand({ Resource, TagKeys: ['a', 'z'] }))
  const tags = client.send(new ListTagsCommand({ Resource }))
  expect((await tags).Tags).toEqual({ b: '3', c: '4' })
  await client.send(new DeleteEventSourceMappingCommand({ UUID }))
  expect(await errorOf(client.send(new ListTagsCommand({ Resource })))).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  })
})

it('belong to no versions', async () => {
  const { client, create } = setUp()
  await create({ Publish: true })
  const onVersion = client.send(new TagResourceCommand({ Resource: `${ARN}:1`, Tags: { a: '1' } }))
  expect(await errorOf(onVersion)).toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  })
  const missing = client.send(new ListTagsCommand({ Resource: ARN.replace('place', 'none') }))
  expect(await errorOf(missing)).toMatchObject({ name: 'ResourceNotFoundException' })
})
