import { describe, expect, it } from 'vitest'
import { MisuseError } from '../../../core/errors.ts'
import { parseIntegrationUri } from '../../api/integrations/integration-uri.ts'
import { createGateway } from '../../create-gateway.ts'
import { createTestWorld } from '../../world.fixture.ts'

const world = createTestWorld()
world.register('fn', () => undefined)

const messageOf = (integration: object): string => {
  try {
    createGateway(
      { 'GET /x': { integration: integration as never } },
      { type: 'rest', region: world.region },
    )
  } catch (error) {
    if (error instanceof MisuseError) return error.message
    throw error
  }
  return 'accepted'
}

const at = "createGateway: 'GET /x'.integration"
const invalid = 'Invalid mapping expression specified: Validation Result: warnings : [], errors : '

describe('broken integrations', () => {
  // Recorded: test_put_integration_validation
  it.each([
    [{ type: 'HTTP', uri: 'ftp://x' }, `${at}.uri: Invalid HTTP endpoint specified for URI.`],
    [{ type: 'HTTP' }, `${at}.uri: Invalid HTTP endpoint specified for URI.`],
    [
      { type: 'HTTP_PROXY', uri: 'https://' },
      `${at}.uri: Invalid HTTP endpoint specified for URI.`,
    ],
    [
      { type: 'HTTP', uri: 'https://a', integrationHttpMethod: '' },
      'Enumeration value for HttpMethod must be non-empty.',
    ],
    [{ type: 'HTTP', uri: 'https://a', integrationHttpMethod: 'POTS' }, "Did you mean 'POST'?"],
    [{ type: 'AWS', uri: 'not-an-arn' }, `${at}.uri: Invalid ARN specified in the request.`],
    [
      { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:queue' },
      'AWS ARN for integration must contain path or action.',
    ],
    [{ type: 'AWS', service: 'dynamodb' }, 'AWS ARN for integration must contain path or action.'],
    [{ type: 'AWS' }, `${at} names no backend.`],
    [{ type: 'AWS', function: 'fm' }, "names the function 'fm', which does not exist."],
    [
      {
        type: 'AWS',
        uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:fm/invocations',
      },
      "names the function 'fm'",
    ],
  ])('%j', (integration, message) => {
    expect(messageOf(integration)).toContain(message)
  })

  it.each([
    [
      { requestTemplate: {} },
      `${at} received the unknown option 'requestTemplate'. Expected one of`,
    ],
    [{ passthroughBehavior: 'never' }, `${at}.passthroughBehavior is 'never'.`],
    [{ contentHandling: 'TEXT' }, `${at}.contentHandling is 'TEXT'.`],
    [
      { requestTemplates: { 'application/json': '#if($x)' } },
      `${at}.requestTemplates['application/json'] cannot be parsed: line 1, column 8: #if without #end.`,
    ],
    [
      { requestTemplates: { 'text/plain': 5 } },
      `${at}.requestTemplates['text/plain'] is a number.`,
    ],
    [
      { requestTemplates: { 'text/plain': 'x'.repeat(300 * 1024 + 1) } },
      'a mapping template of at most 300 KB',
    ],
    [
      { requestParameters: { 'header.x': "'y'" } },
      `${at}.requestParameters['header.x']: ${invalid}[Invalid mapping expression specified: header.x]`,
    ],
    [{ requestParameters: { 'integration.request.header.a b': "'y'" } }, 'a header name'],
    [
      { requestParameters: { 'integration.request.header.x': 'y' } },
      `${invalid}[Invalid mapping expression specified: y]`,
    ],
    [
      { requestParameters: { 'integration.request.header.x': 'integration.response.header.y' } },
      invalid,
    ],
    [{ requestParameters: { 'integration.request.header.x': 'method.request.cookie.y' } }, invalid],
    [{ responses: [{ statusCode: 99 }] }, `${at}.responses[0].statusCode is '99'.`],
    [
      { responses: [{ statusCode: 200 }, { statusCode: 200, selectionPattern: '(' }] },
      `${at}.responses[1].selectionPattern is not a regular expression: Unclosed group`,
    ],
    [
      {
        responses: [
          {
            statusCode: 200,
            responseParameters: { 'method.response.header.x': 'method.request.header.y' },
          },
        ],
      },
      `${at}.responses[0].responseParameters['method.response.header.x']: ${invalid}`,
    ],
    [
      { responses: [{ statusCode: 200, template: '' }] },
      `${at}.responses[0] received the unknown option 'template'.`,
    ],
  ])('%j', (members, message) => {
    expect(messageOf({ type: 'MOCK', ...members })).toContain(message)
  })

  it('accepts what AWS accepts', () => {
    expect(
      messageOf({
        type: 'AWS',
        service: 'sqs',
        path: '/123456789012/${stageVariables.queue}',
        credentials: 'arn:aws:iam::123456789012:role/gateway',
        requestParameters: {
          'integration.request.header.a': 'context.authorizer.claims.sub',
          'integration.request.querystring.b.c': 'method.request.multivalueheader.X-Y',
          'integration.request.path.d': 'stageVariables.e',
          'integration.request.header.f': 'method.request.body',
          'integration.request.header.g': 'method.request.body.a[0].b',
        },
      }),
    ).toBe('accepted')
    expect(messageOf({ type: 'HTTP', uri: 'https://${stageVariables.host}/{id}' })).toBe('accepted')
  })
})

describe('URIs of AWS integrations', () => {
  it.each([
    [
      'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      { region: 'eu-west-1', host: 'dynamodb', kind: 'action', target: 'PutItem' },
    ],
    [
      'arn:aws:apigateway:us-east-1:sqs:path/123456789012/jobs',
      { region: 'us-east-1', host: 'sqs', kind: 'path', target: '123456789012/jobs' },
    ],
    [
      'arn:aws:apigateway:us-east-1:s3:path/{bucket}/a:b',
      { region: 'us-east-1', host: 's3', kind: 'path', target: '{bucket}/a:b' },
    ],
  ])('%s', (uri, service) => {
    expect(parseIntegrationUri(uri)).toEqual({ kind: 'service', service })
  })

  it('names a function', () => {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:fn:live'
    const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`
    expect(parseIntegrationUri(uri)).toEqual({ kind: 'function', function: arn })
  })
})
