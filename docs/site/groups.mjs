/** The pages of the guide by subject, in the order of the sidebar. Others come last. */
export const groups = {
  Tests: [
    ...['testing', 'runners', 'matchers', 'time', 'faults', 'region', 'fast-suites'],
    ...['recipes', 'migrating'],
  ],
  'Seeing it': ['reports', 'inspector'],
  'SDK and stubs': ['sdk', 'stubs'],
  Functions: [
    ...['lambda', 'lambda-invocation', 'lambda-deployment', 'lambda-durable', 'lambda-processes'],
    ...['function-urls', 'events', 'event-sources'],
  ],
  'API Gateway': [
    ...['gateway', 'http-apis', 'rest-apis', 'websockets', 'websocket-deployment'],
    ...['gateway-authorizers', 'gateway-integrations', 'gateway-limits', 'gateway-logs'],
    ...['gateway-deployments', 'open-api', 'response-streaming'],
  ],
  Tables: [
    'dynamodb',
    'dynamodb-tables',
    'dynamodb-exports',
    'dynamodb-vectors',
    'global-tables',
    'dax',
  ],
  Messages: ['sqs', 'topics', 'event-buses', 'api-destinations', 'schedules', 'kinesis'],
  'Files and content': ['s3', 'cloudfront', 'edge-functions'],
  'People and permissions': [
    'cognito',
    'identity-pools',
    'iam',
    'sts',
    'keys',
    'secrets',
    'parameters',
  ],
  'Logs and metrics': ['logs', 'metrics'],
  Templates: ['templates', 'stacks'],
}

/** The runners that have a page of their own, with their names. */
export const runners = {
  vitest: 'Vitest',
  jest: 'Jest',
  'node-test': 'node:test',
  mocha: 'Mocha',
  ava: 'AVA',
  bun: 'Bun',
  deno: 'Deno',
}
