/**
 * Checks that the scenarios use every public name: exports, members of returned values, options. A
 * new name needs a scenario.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import * as miniregion from 'miniregion'
import * as matchers from 'miniregion/node-test'

const sources = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.cjs'))
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n')
const isUsed = (pattern) => new RegExp(pattern).test(sources)
const unused = []
const expectUsed = (owner, names, toPattern) => {
  assert.ok(names.length > 0, owner)
  unused.push(...names.filter((name) => !isUsed(toPattern(name))).map((name) => `${owner} ${name}`))
}

expectUsed('export', Object.keys(miniregion), (name) => `\\b${name}\\b`)
expectUsed('matcher', Object.keys(matchers), (name) => `t\\.expect\\.${name}\\(`)

const { createRegion, defineRegion } = miniregion
const region = createRegion({ unhandled: 'warn' })
const fn = region.registerFunction('fn', async () => 1)
const api = region.createGateway({ 'GET /': fn })
const chat = region.createGateway({}, { type: 'websocket' })
const run = await fn.invoke({})
const handles = {
  region,
  table: region.createTable('table', { partitionKey: 'id' }),
  function: fn,
  gateway: api,
  'WebSocket gateway': chat,
  'WebSocket client': await chat.connect(),
  issuer: region.testIssuer(),
  logGroup: region.createLogGroup('group'),
  metrics: region.metrics('Shop'),
  clock: region.clock,
  faults: region.faults,
  trace: region.trace(),
  coverage: region.coverage(),
  app: defineRegion(() => ({})),
  stub: region.stub(SendMessageCommand, {}),
}
await api.get('/')
/** Public members of records. Records also have members for the library's own rooms. */
const RECORDS = [
  [
    run,
    [
      'requestId',
      'functionName',
      'version',
      'type',
      'attempt',
      'coldStart',
      'event',
      'context',
      'status',
    ],
    [
      'payload',
      'error',
      'logs',
      'report',
      'startedAt',
      'duration',
      'billedDuration',
      'initDuration',
    ],
    ['causedBy', 'calls', 'leftBehind'],
  ],
  [
    api.lastRequest,
    ['request', 'response', 'route', 'authorizer', 'invocation', 'status', 'duration', 'method'],
    [
      'integration',
      'rawPath',
      'rawQueryString',
      'rawHeaders',
      'rawBody',
      'rawResponseHeaders',
      'gateway',
      'causedBy',
      'cacheHit',
      'error',
    ],
  ],
]

/** Members that nobody writes as `.name`. Scenarios use the behaviour that they provide. */
const ELSEWHERE = new Set([
  'constructor',
  'length',
  'prototype',
  'toString', // `${orders}`
  'toJSON', // JSON.stringify
])
function membersOf(value) {
  const names = new Set(Object.getOwnPropertyNames(value))
  let prototype = Object.getPrototypeOf(value)
  while (prototype !== Object.prototype && prototype !== Function.prototype) {
    for (const name of Object.getOwnPropertyNames(prototype)) names.add(name)
    prototype = Object.getPrototypeOf(prototype)
  }
  return [...names].filter((name) => !ELSEWHERE.has(name))
}
// Used as `.name`, destructured, as a member of an expectation in `t.has`, or by name.
const use = (name) => `\\.${name}\\b|\\b${name}:|[{,] ${name}[ ,]|'${name}'`
for (const [owner, value] of Object.entries(handles)) expectUsed(owner, membersOf(value), use)
for (const [record, ...names] of RECORDS) {
  for (const name of names.flat()) assert.ok(name in record, `${record.kind} ${name}`)
  expectUsed(record.kind, names.flat(), use)
}

/** The options, as listed in the message for an unknown one. */
function optionsOf(use) {
  try {
    use({ unknownOption: 1 })
  } catch ({ message }) {
    return /one of ([\w, ]+)\./.exec(message)[1].split(', ')
  }
  return []
}
const { table } = handles
const OPTIONS = {
  createRegion: (options) => createRegion(options),
  registerFunction: (options) => region.registerFunction('f', async () => 1, options),
  'new Table': (options) => region.createTable('other', options),
  put: (options) => table.put({ id: '1' }, options),
  query: (options) => table.query({ id: '1' }, options),
  scan: (options) => table.scan(options),
  queryPage: (options) => table.queryPage({ id: '1' }, options),
  stub: (options) => region.stub(SendMessageCommand, {}, options),
  testIssuer: (options) => miniregion.testIssuer(options),
  token: (options) => handles.issuer.token({}, options),
}
for (const [owner, use] of Object.entries(OPTIONS)) {
  expectUsed(`option of ${owner}`, optionsOf(use), (name) => `\\b${name}\\b`)
}

assert.deepEqual(unused, [], 'No scenario uses these names.')
console.log('every public name stands in a scenario')
