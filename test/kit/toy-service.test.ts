/**
 * A new service is one folder (toy/) and one line in the list of services, which the mock below
 * adds. All other code reads the service's description.
 */
import {
  CreateTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns'
import { describe, expect, it, vi } from 'vitest'
import { createRegion } from '../../src/region/index.ts'
import { defineRegion } from '../../src/region/definition/definition.ts'
import { expectMatchers } from '../../src/testing/index.ts'
import { createToyTopic } from './toy/index.ts'

// The toy answers SNS's client in place of the real SNS.
vi.mock('../../src/region/services.ts', async (original) => {
  const { sns: _sns, ...services } = await original<Record<string, unknown>>()
  return { ...services, toy: (await import('./toy/service.ts')).toy }
})

expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])
const matchers = (subject: unknown) =>
  expect(subject) as unknown as {
    toHavePublished(message: string): void
    not: { toHavePublished(message: string): void }
  }

describe('a toy service', () => {
  it('answers its client, on the data of its handles', async () => {
    const region = createRegion()
    const placed = createToyTopic('placed', { region })
    const client = new SNSClient(region.sdk)
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'placed' }))
    expect(TopicArn).toBe(placed.arn)
    expect(`${placed}`).toBe('arn:aws:sns:us-east-1:123456789012:placed')
    const { MessageId } = await client.send(new PublishCommand({ TopicArn, Message: 'hi' }))
    expect(MessageId).toMatch(/^[\da-f-]{36}$/)
    expect(placed.messages).toEqual(['hi'])
    expect(placed.calls.map(({ operation }) => operation)).toEqual([
      'CreateTopic',
      'CreateTopic',
      'Publish',
    ])
  })

  it('answers raw requests, which its description routes', async () => {
    const region = createRegion()
    createToyTopic('placed', { region })
    const response = await region.fetch('https://sns.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: 'arn:aws:sns:us-east-1:123456789012:placed',
        Message: 'raw',
      }).toString(),
    })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<MessageId>')
  })

  it("refuses wrong inputs in AWS's words, and gaps by name", async () => {
    const region = createRegion({ unhandled: 'warn' })
    const client = new SNSClient(region.sdk)
    await expect(client.send(new CreateTopicCommand({} as never))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Name Reason: no value for required parameter',
    })
    await expect(
      client.send(new PublishCommand({ TopicArn: 'arn:x:y', Message: 'm' })),
    ).rejects.toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } })
    await expect(client.send(new PublishCommand({ Message: 'm', Subject: 's' }))).rejects.toThrow(
      'Toy Publish Subject is not simulated',
    )
    await expect(client.send(new ListTopicsCommand())).rejects.toThrow(
      'Toy ListTopics is not simulated',
    )
  })

  it('delivers to functions on the clock, with retries, and idle() waits for them', async () => {
    const region = createRegion({ toy: { attempts: 3 } } as object)
    let failures = 2
    const mail = region.registerFunction('mail', async ({ message }: { message: string }) => {
      if (failures-- > 0) throw new Error('busy')
      return message
    })
    const placed = createToyTopic('placed', { region }).subscribe(mail)
    await new SNSClient(region.sdk).send(
      new PublishCommand({ TopicArn: placed.arn, Message: 'hi' }),
    )
    await region.idle()
    expect(mail.invocations.map(({ status }) => status)).toEqual(['failed', 'failed', 'succeeded'])
    expect(mail.lastInvocation?.error).toBeUndefined()
    expect(String(region.trace())).toContain('Publish')
  })

  it('checks its options', () => {
    expect(() => createRegion({ toy: { attempts: 'many' } } as object)).toThrow(
      'createRegion(), toy: attempts is "many". Expected a whole number.',
    )
    expect(() => createRegion({ attempts: 3 } as object)).toThrow(
      'it under its service: { toy: { attempts: ... } }',
    )
  })

  it('is forked, snapshotted and reset with its world, and separate per region', async () => {
    const app = defineRegion((region) => {
      const placed = createToyTopic('placed', { region })
      return { placed }
    })
    const publish = (sdk: object, TopicArn: string) =>
      new SNSClient(sdk).send(new PublishCommand({ TopicArn, Message: 'hi' }))
    await app(async ({ placed, region }) => {
      await publish(region.sdk, placed.arn)
      expect(placed.messages).toEqual(['hi'])
      const before = region.snapshot()
      await publish(region.sdk, placed.arn)
      region.restore(before)
      expect(placed.messages).toEqual(['hi'])
      region.reset()
      expect(placed.messages).toEqual([])
    })()
    await app(({ placed }) => expect(placed.messages).toEqual([]))()
    const region = createRegion()
    const eu = createToyTopic('placed', { region: region.in('eu-west-1') })
    expect(eu.arn).toBe('arn:aws:sns:eu-west-1:123456789012:placed')
    await expect(
      publish({ ...region.sdk }, 'arn:aws:sns:us-east-1:123456789012:placed'),
    ).rejects.toThrow('Topic does not exist')
    await publish({ ...region.sdk, region: 'eu-west-1' }, eu.arn)
    expect(eu.messages).toEqual(['hi'])
  })

  it('has faults, a matcher and coverage', async () => {
    const region = createRegion()
    const placed = createToyTopic('placed', { region })
    createToyTopic('unused', { region })
    const client = new SNSClient(region.sdk)
    placed.fail('Publish', 'ThrottledException')
    await client.send(new PublishCommand({ TopicArn: placed.arn, Message: 'hi' }))
    expect(region.faults.pending).toEqual([])
    expect(placed.calls.at(-2)?.error?.name).toBe('ThrottledException')
    matchers(placed).toHavePublished('hi')
    matchers(placed).not.toHavePublished('ho')
    expect(() => matchers(placed).toHavePublished('ho')).toThrow(
      "Expected placed to have published 'ho'. Published: hi.",
    )
    expect(region.coverage().of('topics')).toEqual([
      { name: 'placed', uses: 2 },
      { name: 'unused', uses: 0 },
    ])
    expect(region.coverage().unused).toEqual(['topic unused'])
  })
})
