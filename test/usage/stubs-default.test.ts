import 'miniregion/auto'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { defaultRegion } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

// The code under test, unaware of us.
const sns = new SNSClient({})
const publish = async () =>
  (await sns.send(new PublishCommand({ TopicArn: 'arn:placed', Message: 'o1' }))).MessageId

defaultRegion.stub(PublishCommand, { MessageId: 'of the file' })

it('answers on the default region', async () => {
  const own = defaultRegion.stub(PublishCommand, { MessageId: 'of the test' })
  expect(await publish()).toBe('of the test')
  expect(own).toHaveReceivedTimes('Publish', 1)
})

it('ends with its test, but stays if the file created it', async () => {
  expect(await publish()).toBe('of the file')
})
