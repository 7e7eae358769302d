import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

type Event = Readonly<Record<string, any>>

/** A region with the macro `Rename`, whose function is `rewrite`. */
const withMacro = (rewrite: (event: Event) => Promise<unknown>): Region => {
  const region = createRegion()
  region.registerFunction('rewrite', rewrite)
  fromTemplate(
    {
      Resources: {
        Macro: {
          Type: 'AWS::CloudFormation::Macro',
          Properties: { Name: 'Rename', FunctionName: region.function('rewrite').arn },
        },
      },
    },
    { name: 'macros' },
  )(region)
  return region
}

const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } })

describe('macros', () => {
  it('rewrite whole templates', async () => {
    const events: Event[] = []
    const region = withMacro(async (event) => {
      events.push(event)
      const fragment = { ...event.fragment, Resources: { Jobs: queue('renamed') } }
      return { requestId: event.requestId, status: 'success', fragment }
    })
    const { stack } = await fromTemplate(
      {
        Transform: ['Rename'],
        Parameters: { Stage: { Type: 'String' } },
        Resources: { Jobs: queue('before') },
      },
      { parameters: { Stage: 'test' } },
    )(region)
    expect(stack.queue('Jobs').name).toBe('renamed')
    expect(events).toEqual([
      {
        region: 'us-east-1',
        accountId: '123456789012',
        fragment: {
          Parameters: { Stage: { Type: 'String' } },
          Resources: { Jobs: queue('before') },
        },
        transformId: '123456789012::Rename',
        params: {},
        requestId: expect.any(String),
        templateParameterValues: { Stage: 'test' },
      },
    ])
  })

  it('rewrite parts of templates', async () => {
    const region = withMacro(async ({ fragment, params, requestId }) => ({
      requestId,
      status: 'success',
      fragment: { ...fragment, QueueName: `${fragment.QueueName}-${params.Suffix}` },
    }))
    const transform = { Name: 'Rename', Parameters: { Suffix: 'new' } }
    const { stack } = await fromTemplate({
      Resources: {
        Jobs: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: 'jobs', 'Fn::Transform': transform },
        },
      },
    })(region)
    expect(stack.queue('Jobs').name).toBe('jobs-new')
  })

  it('fail with their reason', async () => {
    const region = withMacro(async () => ({ status: 'failure', errorMessage: 'no such name' }))
    const build = fromTemplate({ Transform: 'Rename', Resources: { Jobs: queue('jobs') } })
    await expect(build(region)).rejects.toThrow(
      'Transform 123456789012::Rename failed with: no such name.',
    )
    const unknown = fromTemplate({ Transform: 'Nothing', Resources: { Jobs: queue('jobs') } })
    expect(() => unknown(region)).toThrow('No transform named 123456789012::Nothing found.')
  })
})
