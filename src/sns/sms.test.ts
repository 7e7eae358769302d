import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetSMSAttributesCommand,
  ListPhoneNumbersOptedOutCommand,
  OptInPhoneNumberCommand,
  SetSMSAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

describe('settings of text messages', () => {
  it('are kept and shown', async () => {
    const region = createRegion()
    const client = new SNSClient(region.sdk)
    const get = async (attributes?: string[]) =>
      (await client.send(new GetSMSAttributesCommand({ attributes }))).attributes
    expect(await get()).toEqual({})
    const attributes = { DefaultSMSType: 'Transactional', MonthlySpendLimit: '1' }
    await client.send(new SetSMSAttributesCommand({ attributes }))
    expect(await get()).toEqual(attributes)
    expect(await get(['DefaultSMSType', 'DefaultSenderID'])).toEqual({
      DefaultSMSType: 'Transactional',
    })
    region.reset()
    expect(await get()).toEqual({})
  })

  it.each([
    [{ DefaultSMSType: 'Fast' }],
    [{ DefaultSenderID: '12345678901' }],
    [{ DefaultSenderID: 'TwelveLetter' }],
    [{ MonthlySpendLimit: '-1' }],
    [{ DeliveryStatusSuccessSamplingRate: '101' }],
    [{ Other: 'x' }],
    [{ DefaultSMSType: 'Promotional', __proto__x: 'x' }],
  ])('refuse %j, and change nothing', async (attributes) => {
    const client = new SNSClient(createRegion().sdk)
    await expect(client.send(new SetSMSAttributesCommand({ attributes }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    const after = await client.send(new GetSMSAttributesCommand({}))
    expect(after.attributes).toEqual({})
  })
})

describe('telephones that are opted out', () => {
  const optedOutPhoneNumbers = ['+1 (425) 555-0142', '+4915112345678']

  it('are listed, and get no messages of topics', async () => {
    const region = createRegion({ sns: { optedOutPhoneNumbers } })
    const client = new SNSClient(region.sdk)
    const check = async (phoneNumber: string) =>
      (await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))).isOptedOut
    expect(await client.send(new ListPhoneNumbersOptedOutCommand({}))).toMatchObject({
      phoneNumbers: ['+14255550142', '+4915112345678'],
    })
    expect(await check('+14255550142')).toBe(true)
    expect(await check('+14255550143')).toBe(false)
    await expect(check('ann')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const topic = region.createTopic('news')
    for (const each of ['+14255550142', '+14255550143']) topic.subscribe(each)
    topic.publish('Hello')
    await region.idle()
    expect(region.outbox).toMatchObject([{ to: '+14255550143' }])
    expect(topic.messages[0]?.deliveries).toMatchObject([
      { status: 'failed', why: 'Phone number is opted out.' },
      { status: 'delivered' },
    ])
  })

  it('are opted in again, once in 30 days', async () => {
    const region = createRegion({ sns: { optedOutPhoneNumbers } })
    const client = new SNSClient(region.sdk)
    const optIn = () => client.send(new OptInPhoneNumberCommand({ phoneNumber: '+14255550142' }))
    await optIn()
    const list = await client.send(new ListPhoneNumbersOptedOutCommand({}))
    expect(list.phoneNumbers).toEqual(['+4915112345678'])
    await expect(optIn()).rejects.toThrow('30 days')
    await region.clock.advance('30d')
    await optIn()
  })

  it('are numbers', () => {
    const create = () => createRegion({ sns: { optedOutPhoneNumbers: ['ann'] } })
    expect(create).toThrow("a list of telephone numbers: ['+14255550142']")
  })
})
