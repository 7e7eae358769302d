/** What stands before DynamoDB: methods, content types, targets, signatures, broken JSON, and the headers of every answer. */
import { rawGroup, type RawAnswer, type RawCase, type RawRequest } from './raw.ts'

const SOURCE = 'Recorded: answers of AWS as the sources of dynalite have them (index.js)'
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0'

const service = (name: string, message = ''): RawAnswer => ({
  status: 400,
  type: `com.amazon.coral.service#${name}`,
  message,
})
const unknownOperation = service('UnknownOperationException')
const unreadable = service('SerializationException')
const noToken = service(
  'MissingAuthenticationTokenException',
  'Request is missing Authentication Token',
)
const notFound: RawAnswer = { status: 404, body: '<UnknownOperationException/>\n' }
const listed: RawAnswer = { status: 200, body: '{"TableNames":[]}' }

const one = (id: string, title: string, ...steps: RawCase['steps']): RawCase => ({
  id,
  title,
  source: SOURCE,
  steps,
})
const all = (
  answer: RawAnswer,
  requests: readonly RawRequest[],
): readonly (readonly [RawRequest, RawAnswer])[] => requests.map((request) => [request, answer])

const methods: RawCase[] = [
  one('get', 'GET answers that the service is well.', [
    { method: 'GET' },
    {
      status: 200,
      body: 'healthy: dynamodb.us-east-1.amazonaws.com ',
      headers: { 'x-amz-crc32': /^3128867991$/, 'x-amzn-requestid': /^[A-Z0-9]{52}$/ },
    },
  ]),
  ...['PUT', 'DELETE', 'PATCH'].map((method) =>
    one(`method-${method}`, `${method} is not found.`, [
      { method, body: {} },
      { ...notFound, headers: { 'x-amz-crc32': /^3552371480$/ } },
    ]),
  ),
  one('options', 'OPTIONS without an origin is not found.', [{ method: 'OPTIONS' }, notFound]),
  one('preflight', 'A preflight is answered for any origin, and has no checksum.', [
    {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-headers': 'x-a, x-b',
        'access-control-request-method': 'POST',
      },
    },
    {
      status: 200,
      body: '',
      headers: {
        'access-control-allow-origin': /^\*$/,
        'access-control-allow-headers': /^x-a, x-b$/,
        'access-control-allow-methods': /^POST$/,
        'access-control-max-age': /^172800$/,
        'x-amz-crc32': undefined,
      },
    },
  ]),
  one('origin', 'An answer to a page of another origin may be read.', [
    { headers: { origin: 'https://example.com' }, body: {} },
    { ...listed, headers: { 'access-control-allow-origin': /^\*$/ } },
  ]),
]

const contents: RawCase[] = [
  one(
    'content-types',
    'Two content types are known; parameters of theirs do not matter.',
    ...[
      ['application/json', 'application/json'],
      ['application/json; charset=utf-8', 'application/json'],
      ['application/x-amz-json-1.0', 'application/x-amz-json-1.0'],
      ['application/x-amz-json-1.0; charset=utf-8', 'application/x-amz-json-1.0'],
    ].map(([type, answered]): readonly [RawRequest, RawAnswer] => [
      { headers: { 'content-type': type }, body: {} },
      { ...listed, headers: { 'content-type': new RegExp(`^${answered}$`) } },
    ]),
  ),
  one(
    'content-types-unknown',
    'Any other content type is not found.',
    ...all(
      notFound,
      ['text/plain', 'application/x-amz-json-1.1', 'application/jsonp'].map((type) => ({
        headers: { 'content-type': type },
        body: {},
      })),
    ),
  ),
  one(
    'broken-json',
    'Broken JSON has no text.',
    ...all(
      unreadable,
      ['hi', '{', '{"Limit":1', "{'Limit':1}", '{} x', '{"Limit":NaN}'].map((body) => ({ body })),
    ),
  ),
  one('broken-json-first', 'Broken JSON comes before a wrong target and a missing signature.', [
    { headers: { 'x-amz-target': 'x', authorization: undefined }, body: '{' },
    unreadable,
  ]),
  one('no-body', 'An operation needs a body.', [{}, unreadable]),
  one('no-body-unsigned', 'A missing signature comes before a missing body.', [
    { headers: { authorization: undefined } },
    noToken,
  ]),
  one('white-space', 'White space around the body does not matter.', [
    { body: ' \n{}\n ' },
    listed,
  ]),
  one('too-large', 'A body of more than 16 MB is too large.', [
    { body: `{"a":"${'x'.repeat(16 * 1024 * 1024)}"}` },
    { status: 413 },
  ]),
]

const targets: RawCase[] = [
  one(
    'targets',
    'A target is the version of the service and one of its operations.',
    ...all(
      unknownOperation,
      [
        undefined,
        'ListTables',
        'DynamoDB_20120810',
        'DynamoDB_20120810.',
        'DynamoDB_20120810.Nothing',
        'DynamoDB_20120810.listTables',
        'DynamoDB_20120810.toString',
        'DynamoDB_20150810.ListTables',
        'dynamodb_20120810.ListTables',
        'DynamoDB_20120810.ListTables.x',
      ].map((target) => ({ headers: { 'x-amz-target': target }, body: {} })),
    ),
  ),
  one('target-unsigned', 'A wrong target comes before a missing signature.', [
    { headers: { 'x-amz-target': undefined, authorization: undefined }, body: {} },
    unknownOperation,
  ]),
]

const incomplete = (missing: string, given: string): RawAnswer =>
  service('IncompleteSignatureException', `${missing}Authorization=${given}`)
const needs = (...parameters: string[]): string =>
  parameters.map((parameter) => `Authorization header requires '${parameter}' parameter. `).join('')
const DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "

const signatures: RawCase[] = [
  one(
    'unsigned',
    'A request without signature lacks its token.',
    ...all(
      noToken,
      [undefined, 'Bearer x', 'AWS', 'AWS4'].map((authorization) => ({
        headers: { authorization },
        body: {},
      })),
    ),
  ),
  ...[
    ['nothing', 'AWS4-', needs('Credential', 'Signature', 'SignedHeaders')],
    ['algorithm', 'AWS4-HMAC-SHA256', needs('Credential', 'Signature', 'SignedHeaders')],
    ['credential', 'AWS4-HMAC-SHA256 Credential=a', needs('Signature', 'SignedHeaders')],
    ['no-headers', 'AWS4-HMAC-SHA256 Credential=a, Signature=b', needs('SignedHeaders')],
    ['no-credential', 'AWS4-HMAC-SHA256 SignedHeaders=a, Signature=b', needs('Credential')],
  ].map(([id, authorization, missing]) =>
    one(`signature-${id!}`, 'A signature names what it lacks.', [
      { headers: { authorization }, body: {} },
      incomplete(missing!, authorization!),
    ]),
  ),
  one('signature-date', 'A signature needs a date.', [
    { headers: { authorization: AUTHORIZATION, 'x-amz-date': undefined }, body: {} },
    incomplete(DATE, AUTHORIZATION),
  ]),
  one('query-incomplete', 'A signature in the query names what it lacks.', [
    { path: '/?X-Amz-Algorithm=a', headers: { authorization: undefined }, body: {} },
    service(
      'IncompleteSignatureException',
      "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    ),
  ]),
  one('query-signed', 'A signature may stand in the query.', [
    {
      path: '/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d&X-Amz-Date=e',
      headers: { authorization: undefined },
      body: {},
    },
    listed,
  ]),
  one('two-signatures', 'Two signatures are one too many.', [
    { path: '/?X-Amz-Algorithm=a', body: {} },
    service(
      'InvalidSignatureException',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    ),
  ]),
]

const answers: RawCase[] = [
  one(
    'answer-headers',
    'Answers and refusals carry a request id, a checksum and a length.',
    ...(
      [
        [{ body: {} }, 200],
        [{ body: { Limit: 0 } }, 400],
        [{ body: '{' }, 400],
      ] as const
    ).map(([request, status]): readonly [RawRequest, RawAnswer] => [
      request,
      {
        status,
        headers: {
          'x-amzn-requestid': /^[A-Z0-9]{52}$/,
          'x-amz-crc32': /^\d+$/,
          'content-length': /^\d+$/,
        },
      },
    ]),
  ),
  one('checksum', 'The checksum is the CRC32 of the body.', [
    { body: {} },
    { ...listed, headers: { 'x-amz-crc32': /^1315925753$/ } },
  ]),
  one('error-namespaces', 'Errors of the model and of the table have their own namespaces.', [
    { operation: 'DescribeTable', body: { TableName: 'nothing' } },
    {
      status: 400,
      type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Requested resource not found: Table: nothing not found',
    },
  ]),
]

const MODES =
  'Recorded: https://github.com/ExtendDB/extenddb/pull/320 (measured on AWS, 2026-08-21)'
const table = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
}
const wrongMode: RawAnswer = {
  status: 400,
  type: 'com.amazon.coral.validate#ValidationException',
  message:
    "1 validation error detected: Value 'x' at 'tableThroughputMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
}

/** A member that clients do not have. */
const throughputMode: RawCase[] = [
  {
    id: 'throughput-mode',
    title: 'TableThroughputMode stands for BillingMode.',
    source: MODES,
    steps: [
      [
        {
          operation: 'CreateTable',
          body: { ...table, TableName: 'modes', TableThroughputMode: 'PAY_PER_REQUEST' },
        },
        { status: 200 },
      ],
    ],
  },
  {
    id: 'throughput-mode-loses',
    title: 'BillingMode decides where both are given.',
    source: MODES,
    steps: [
      [
        {
          operation: 'CreateTable',
          body: {
            ...table,
            TableName: 'modes',
            BillingMode: 'PAY_PER_REQUEST',
            TableThroughputMode: 'PROVISIONED',
          },
        },
        { status: 200 },
      ],
    ],
  },
  {
    id: 'throughput-mode-wrong',
    title: 'A wrong TableThroughputMode is refused first, also beside BillingMode.',
    source: MODES,
    steps: [
      [
        {
          operation: 'CreateTable',
          body: { TableName: 'modes', BillingMode: 'PAY_PER_REQUEST', TableThroughputMode: 'x' },
        },
        wrongMode,
      ],
      [
        { operation: 'UpdateTable', body: { TableName: 'nothing', TableThroughputMode: 'x' } },
        wrongMode,
      ],
    ],
  },
]

export const wire = rawGroup('wire', [
  ...throughputMode,
  ...methods,
  ...contents,
  ...targets,
  ...signatures,
  ...answers,
])
