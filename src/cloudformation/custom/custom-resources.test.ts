import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { request } from 'node:https'
import { describe, expect, it } from 'vitest'
import { createRegion, defineRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

type Event = Readonly<Record<string, any>>

/** As the module cfn-response does. */
const respond = (event: Event, answer: object): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { StackId, RequestId, LogicalResourceId, ResponseURL } = event
    const body = JSON.stringify({
      ...{ Status: 'SUCCESS', Reason: 'See the logs', PhysicalResourceId: 'made' },
      ...{ StackId, RequestId, LogicalResourceId },
      ...answer,
    })
    const { hostname, pathname, search } = new URL(ResponseURL)
    const sent = request(
      {
        ...{ hostname, port: 443, path: pathname + search, method: 'PUT' },
        headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
      },
      (response) => resolve(response.statusCode),
    )
    sent.on('error', reject)
    sent.end(body)
  })

const functionOf = (name: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ FunctionName: name, Handler: 'index.handler', Runtime: 'nodejs22.x' },
    ...{ Code: { ZipFile: '' }, Role: 'arn:aws:iam::123456789012:role/r' },
  },
})

const template = {
  Resources: {
    Maker: functionOf('maker'),
    Made: {
      Type: 'Custom::Thing',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Maker', 'Arn'] },
        Count: 2,
        Deep: [{ On: true }],
      },
    },
    Copy: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/copy', Type: 'String', Value: { 'Fn::GetAtt': ['Made', 'Secret'] } },
    },
  },
  Outputs: { Id: { Value: { Ref: 'Made' } } },
}

describe('custom resources', () => {
  it('run their function when a stack is created', async () => {
    const events: Event[] = []
    const maker = async (event: Event): Promise<void> => {
      events.push(event)
      expect(await respond(event, { Data: { Secret: 'from the function' } })).toBe(200)
    }
    const region = createRegion()
    const { stack } = await fromTemplate(template, { handlers: { Maker: maker } })(region)
    expect(stack.skipped).toEqual([])
    expect(stack.parameter('Copy').value).toBe('from the function')
    expect(stack.outputs).toEqual({ Id: 'made' })
    expect(events).toEqual([
      {
        RequestType: 'Create',
        ServiceToken: region.function('maker').arn,
        ResponseURL: expect.stringMatching(
          /^https:\/\/cloudformation-custom-resource-response-useast1\.s3\.amazonaws\.com\/arn%3Aaws%3Acloudformation%3A/,
        ),
        StackId: stack.arn,
        RequestId: expect.any(String),
        LogicalResourceId: 'Made',
        ResourceType: 'Custom::Thing',
        ResourceProperties: {
          ServiceToken: region.function('maker').arn,
          Count: '2',
          Deep: [{ On: 'true' }],
        },
      },
    ])
    expect(region.function('maker').invocations).toHaveLength(1)
  })

  it('make a definition asynchronous, and their answers its own', async () => {
    let runs = 0
    const maker = async (event: Event): Promise<void> => {
      runs++
      const { StackId, RequestId, LogicalResourceId } = event
      const answer = { Status: 'SUCCESS', PhysicalResourceId: 'x', Data: { Secret: 's' } }
      await fetch(event.ResponseURL, {
        method: 'PUT',
        body: JSON.stringify({ StackId, RequestId, LogicalResourceId, ...answer }),
      })
    }
    const app = defineRegion(fromTemplate(template, { handlers: { Maker: maker } }))
    await app(({ stack }) => expect(stack.parameter('Copy').value).toBe('s'))()
    await app(({ stack }) => expect(stack.outputs['Id']).toBe('x'))()
    expect(runs).toBe(1)
  })

  it('tell whoever forgets to wait', async () => {
    const maker = (event: Event): Promise<unknown> => respond(event, { Data: { Secret: 's' } })
    const built = fromTemplate(template, { handlers: { Maker: maker } })(createRegion())
    expect(() => built.stack).toThrow('await: const { stack } = await build(region)')
    await built
  })

  it('are skipped without a handler', () => {
    const { stack } = fromTemplate(template)(createRegion())
    expect(stack.skipped).toEqual([
      {
        logicalId: 'Made',
        type: 'Custom::Thing',
        property: undefined,
        reason: "Its function 'maker' has no handler.",
      },
    ])
    expect(stack.parameter('Copy').value).toMatch(/\.Secret$/)
  })

  it('fail with the reason of their function, and undo the stack', async () => {
    const events: Event[] = []
    const maker = async (event: Event): Promise<void> => {
      events.push(event)
      const isCreation = event.RequestType === 'Create'
      await respond(event, isCreation ? { Status: 'FAILED', Reason: 'no quota' } : {})
    }
    const region = createRegion()
    const build = fromTemplate(template, { handlers: { Maker: maker } })
    await expect(build(region)).rejects.toThrow(
      /^the template: Resources\.Made: Made \(Custom::Thing\) cannot be created: Received response status \[FAILED\] from custom resource\. Message returned: no quota \(RequestId: [0-9a-f-]+\)/,
    )
    expect(
      events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId]),
    ).toEqual([
      ['Create', undefined],
      ['Delete', 'made'],
    ])
    expect(() => region.function('maker')).toThrow()
  })

  it.each([
    ['does nothing', () => undefined, 1],
    [
      'throws',
      () => {
        throw new Error('broken')
      },
      3,
    ],
  ])('fail when their function %s', async (_, maker, attempts) => {
    const region = createRegion()
    let runs = 0
    const handler = (): void => {
      runs++
      maker()
    }
    const build = fromTemplate(template, { handlers: { Maker: handler } })
    await expect(build(region)).rejects.toThrow(
      'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [',
    )
    expect(runs).toBe(attempts)
  })

  it('say which attribute their answer lacks', async () => {
    const maker = (event: Event): Promise<unknown> => respond(event, { Data: { Secrets: 's' } })
    const build = fromTemplate(template, { handlers: { Maker: maker } })
    await expect(build(createRegion())).rejects.toThrow(
      /CustomResource attribute error: Vendor response doesn't contain Secret attribute in object arn:aws:cloudformation:us-east-1:123456789012:stack\/stack\/[0-9a-f-]+\|Made\|[0-9a-f-]+.*Did you mean 'Secrets'\?/s,
    )
  })

  it('are created and deleted by clients', async () => {
    const region = createRegion()
    const types: string[] = []
    const client = new CloudFormationClient(region.sdk)
    const maker = async (event: Event): Promise<void> => {
      types.push(`${event.RequestType} ${event.PhysicalResourceId ?? ''}`)
      const during = await client.send(new DescribeStacksCommand({ StackName: event.StackId }))
      types.push(String(during.Stacks?.[0]?.StackStatus))
      await respond(event, { Data: { Secret: 's' } })
    }
    region.registerFunction('maker', maker)
    const { Maker: _, ...Resources } = template.Resources
    const ServiceToken = region.function('maker').arn
    const body = {
      ...template,
      Resources: { ...Resources, Made: { ...Resources.Made, Properties: { ServiceToken } } },
    }
    const TemplateBody = JSON.stringify(body)
    await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody }))
    const { StackEvents = [] } = await client.send(
      new DescribeStackEventsCommand({ StackName: 'shop' }),
    )
    expect(
      StackEvents.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`).reverse(),
    ).toEqual([
      'shop CREATE_IN_PROGRESS',
      'Made CREATE_IN_PROGRESS',
      'Made CREATE_IN_PROGRESS',
      'Made CREATE_COMPLETE',
      'Copy CREATE_IN_PROGRESS',
      'Copy CREATE_IN_PROGRESS',
      'Copy CREATE_COMPLETE',
      'shop CREATE_COMPLETE',
    ])
    await client.send(new DeleteStackCommand({ StackName: 'shop' }))
    expect(types).toEqual(['Create ', 'CREATE_IN_PROGRESS', 'Delete made', 'DELETE_IN_PROGRESS'])
  })

  it('may be made by a topic', async () => {
    const region = createRegion()
    const answerer = async (event: Event): Promise<void> => {
      const request = JSON.parse(event.Records[0].Sns.Message) as Event
      await respond(request, { PhysicalResourceId: `of ${request.LogicalResourceId}` })
    }
    const withTopic = {
      Resources: {
        Answerer: functionOf('answerer'),
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            Subscription: [{ Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Answerer', 'Arn'] } }],
          },
        },
        Allowed: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            ...{ FunctionName: { Ref: 'Answerer' }, Action: 'lambda:InvokeFunction' },
            ...{ Principal: 'sns.amazonaws.com', SourceArn: { Ref: 'Topic' } },
          },
        },
        Made: {
          Type: 'AWS::CloudFormation::CustomResource',
          DependsOn: 'Allowed',
          Properties: { ServiceToken: { Ref: 'Topic' } },
        },
      },
    }
    const { stack } = await fromTemplate(withTopic, { handlers: { Answerer: answerer } })(region)
    expect(stack.resources['Made']?.physicalId).toBe('of Made')
  })
})

describe("CDK's providers", () => {
  const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] })
  const framework = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...functionOf('framework').Properties,
      Handler: 'framework.onEvent',
      Environment: {
        Variables: {
          USER_ON_EVENT_FUNCTION_ARN: arn('OnEvent'),
          USER_IS_COMPLETE_FUNCTION_ARN: arn('IsComplete'),
        },
      },
    },
  }
  const withProvider = {
    Resources: {
      OnEvent: functionOf('on-event'),
      IsComplete: functionOf('is-complete'),
      Framework: framework,
      Made: { Type: 'Custom::Thing', Properties: { ServiceToken: arn('Framework') } },
    },
    Outputs: {
      Value: { Value: { 'Fn::GetAtt': ['Made', 'Value'] } },
      Id: { Value: { Ref: 'Made' } },
    },
  }

  it('call the functions of the user', async () => {
    let asked = 0
    const { stack } = await fromTemplate(withProvider, {
      handlers: {
        OnEvent: async () => ({ PhysicalResourceId: 'p', Data: { Value: 'v' } }),
        IsComplete: async ({ PhysicalResourceId }: Event) => ({
          IsComplete: ++asked === 3 && PhysicalResourceId === 'p',
        }),
      },
    })(createRegion())
    expect(stack.skipped).toEqual([])
    expect(stack.outputs).toEqual({ Value: 'v', Id: 'p' })
    expect(asked).toBe(3)
  })

  it('fail with their errors', async () => {
    const build = fromTemplate(withProvider, {
      handlers: {
        OnEvent: () => {
          throw new Error('out of things')
        },
        IsComplete: async () => ({ IsComplete: true }),
      },
    })
    await expect(build(createRegion())).rejects.toThrow('Message returned: out of things')
  })

  it('call APIs for AwsCustomResource', () => {
    const call = (action: string, parameters: object, more: object = {}): string =>
      JSON.stringify({ service: 'SSM', action, parameters, ...more })
    const { stack } = fromTemplate({
      Resources: {
        AWS679f53fac002430cb0da5b7982bd22872D164C4C: functionOf('api-calls'),
        Put: {
          Type: 'Custom::AWS',
          Properties: {
            ServiceToken: arn('AWS679f53fac002430cb0da5b7982bd22872D164C4C'),
            Create: call(
              'putParameter',
              { Name: '/made', Type: 'String', Value: 'by a call' },
              { physicalResourceId: { id: 'put' } },
            ),
          },
        },
        Get: {
          Type: 'Custom::AWS',
          DependsOn: 'Put',
          Properties: {
            ServiceToken: arn('AWS679f53fac002430cb0da5b7982bd22872D164C4C'),
            Create: call(
              'GetParameterCommand',
              { Name: '/made' },
              { physicalResourceId: { responsePath: 'Parameter.ARN' } },
            ),
          },
        },
      },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['Get', 'Parameter.Value'] } } },
    })(createRegion())
    expect(stack.outputs).toEqual({ Value: 'by a call' })
    expect(stack.resources['Put']?.physicalId).toBe('put')
    expect(stack.resources['Get']?.physicalId).toMatch(/^arn:aws:ssm:.*parameter\/made$/)
  })
})

describe('custom resources that rooms make themselves', () => {
  it('empty buckets and keep logs for a time', async () => {
    const region = createRegion()
    const client = new CloudFormationClient(region.sdk)
    const TemplateBody = JSON.stringify({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'uploads' } },
        Empty: {
          Type: 'Custom::S3AutoDeleteObjects',
          Properties: { ServiceToken: 'arn:aws:lambda:x', BucketName: { Ref: 'Bucket' } },
        },
        Logs: {
          Type: 'Custom::LogRetention',
          Properties: {
            ...{ ServiceToken: 'arn:aws:lambda:x', LogGroupName: '/aws/lambda/a' },
            ...{ RetentionInDays: 7, RemovalPolicy: 'destroy' },
          },
        },
      },
    })
    await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody }))
    region.bucket('uploads').put('a.txt', 'a')
    expect(region.logGroup('/aws/lambda/a').name).toBe('/aws/lambda/a')
    await client.send(new DeleteStackCommand({ StackName: 'shop' }))
    expect(() => region.bucket('uploads')).toThrow()
    expect(() => region.logGroup('/aws/lambda/a')).toThrow()
  })
})
