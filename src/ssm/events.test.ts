/** The events of Parameter Store on the default bus. */
import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('each change of a parameter is an event, if the default bus has a rule', async () => {
  const region = createRegion()
  const client = new SSMClient(region.sdk)
  const put = (members: object) =>
    client.send(
      new PutParameterCommand({ Name: '/shop/vat', Value: '19', Type: 'String', ...members }),
    )
  const bus = region.eventBus('default')
  await put({})
  expect(bus.events).toEqual([])

  const changes = region.createQueue('changes')
  bus.rule('changes', { source: ['aws.ssm'], detailType: ['Parameter Store Change'] }, changes)
  await put({ Value: '7', Overwrite: true, Description: 'reduced' })
  await client.send(new LabelParameterVersionCommand({ Name: '/shop/vat', Labels: ['old'] }))
  await client.send(new DeleteParameterCommand({ Name: '/shop/vat' }))
  await put({ Name: 'other' })
  await client.send(new DeleteParametersCommand({ Names: ['other', 'none'] }))
  await region.idle()
  const arn = 'arn:aws:ssm:us-east-1:123456789012:parameter'
  const detail = { name: '/shop/vat', type: 'String', description: 'reduced' }
  const ofOther = { resources: [`${arn}/other`], detail: { name: 'other', type: 'String' } }
  expect(changes.messages.map(({ json }) => json)).toMatchObject([
    {
      source: 'aws.ssm',
      'detail-type': 'Parameter Store Change',
      resources: [`${arn}/shop/vat`],
      detail: { operation: 'Update', ...detail },
    },
    { detail: { operation: 'LabelParameterVersion', ...detail } },
    { detail: { operation: 'Delete', ...detail } },
    { ...ofOther, detail: { operation: 'Create' } },
    { ...ofOther, detail: { operation: 'Delete' } },
  ])
})
