/** Topics and subscriptions of a case. */
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import type { Json, JsonObject } from './case.ts'
import type { CaseWorld, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

async function createTopics({ region }: CaseWorld, topics: Json): Promise<void> {
  const client = new SNSClient(region.sdk)
  for (const [Name, { attributes, ...rest }] of Object.entries(topics as Record<string, any>)) {
    const unknown = Object.keys(rest)
    if (unknown.length > 0) throw new Error(`given.topics.${unknown} is not known to the runner`)
    await client.send(new CreateTopicCommand({ Name, Attributes: attributes }))
  }
  client.destroy()
}

async function createSubscriptions(world: CaseWorld, subscriptions: Json): Promise<void> {
  const { region, kept } = world
  const client = new SNSClient(region.sdk)
  for (const [name, given] of Object.entries(subscriptions as JsonObject)) {
    const { topic, protocol, endpoint, attributes, confirmed, ...rest } = given as any
    const unknown = Object.keys(rest)
    if (unknown.length > 0) {
      throw new Error(`given.subscriptions.${unknown} is not known to the runner`)
    }
    const isFunction = protocol === 'lambda' && typeof endpoint === 'string'
    const { SubscriptionArn = '' } = await client.send(
      new SubscribeCommand({
        TopicArn: region.topic(topic).arn,
        Protocol: protocol,
        Endpoint: isFunction ? region.function(endpoint).arn : String(resolve(world, endpoint)),
        Attributes: resolve(world, attributes ?? {}) as Record<string, string>,
        ReturnSubscriptionArn: true,
      }),
    )
    kept.set(`subscription ${name}`, SubscriptionArn)
    if (!confirmed) continue
    const Token = region.outbox.at(-1)?.code
    await client.send(new ConfirmSubscriptionCommand({ TopicArn: region.topic(topic).arn, Token }))
  }
  client.destroy()
}

/** HTTP endpoints accept everything. */
function createEndpoints(_world: CaseWorld, endpoints: Json): void {
  for (const [url, { status }] of Object.entries(endpoints as Record<string, any>)) {
    if (status !== 200) throw new Error(`given.httpEndpoints.${url}: ${status} is not simulated`)
  }
}

export const topicsWorld: Part = {
  given: {
    topics: createTopics,
    subscriptions: createSubscriptions,
    httpEndpoints: createEndpoints,
  },
  then: {
    async httpReceived(check, expected) {
      await check.drain()
      const { outbox } = check.world.region
      for (const [url, matcher] of Object.entries(expected as JsonObject)) {
        const call = outbox.filter(({ to, via }) => to === url && via === 'http').at(-1)
        const received = call && { method: 'POST', headers: call.headers, body: call.text }
        check.match(`httpReceived.${url}`, received, matcher)
      }
    },
  },
}
