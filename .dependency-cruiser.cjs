const fs = require('node:fs')

/** A folder with a description is a service. */
const services = fs
  .readdirSync(`${__dirname}/src`)
  .filter((name) => fs.existsSync(`${__dirname}/src/${name}/service.ts`))

/** The rooms and their arrows (docs/guide/architecture.md): a room imports lower rows only. */
const rows = [
  ['core'],
  ['protocol', 'model', 'pages'],
  ['sdk', 'stubs', ...services],
  ['region'],
  ['events', 'templates', 'testing'],
]

const forbidden = []
rows.forEach((row, level) => {
  for (const room of row) {
    const allowed = [room, ...rows.slice(0, level).flat()]
    forbidden.push({
      name: `arrows-of-${room}`,
      comment: `${room}/ imports lower rows only: ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
    })
  }
})

/**
 * The arrows inside rooms. A room is a list of levels, lowest first; an entry is a folder or a file of the room, and `*.ts` is all files
 * that no other entry names. An entry imports itself and lower levels; entries of one level never import each other. Every folder and
 * file of a listed room needs a place here. Tests and fixtures are free, and so is `rooms.ts`: it names what loads later, from anywhere.
 */
const inside = {
  core: [
    ['caller', 'json.ts', 'late-text.ts'],
    [
      'arn.ts',
      'collections',
      'compare.ts',
      'errors.ts',
      'ids.ts',
      'journal.ts',
      'lazy-record.ts',
      'maybe-promise.ts',
      'patterns',
      'regex',
      'process-wide.ts',
      'schedules',
      'set-own.ts',
      'without-undefined.ts',
    ],
    ['checks.ts', 'floors.ts', 'metrics', 'outgoing.ts', 'policies', 'world-scope.ts'],
    ['time', 'service-options.ts'],
    ['planned'],
    ['world'],
    ['handle.ts', 'reporting', 'service-id.ts'],
    ['cloudformation', 'delivery', 'matching', 'resources', 'sandbox', 'testing', 'tokens'],
    ['handles'],
  ],
  protocol: [
    ['crc32.ts', 'error-types.ts', 'smithy.ts', 'sqs-digests.ts', 'wire.ts'],
    ['content-coding.ts', 'header-members.ts', 'json-path.ts', 'operation-schema.ts', 'read-form.ts', 'signature.ts'],
    ['dynamodb', 'protocol-of-request.ts', 'wire-json.ts'],
    ['error-elements.ts', 'query-json.ts'],
    ['s3'],
    ['event-failure.ts', 'routing', 'write-error.ts'],
    ['read-request.ts', 'write-response.ts'],
  ],
  model: [
    ['shape.ts', 'java-order.ts', 'pattern.ts'],
    ['fault.ts', 'print-value.ts', 'handled-members.ts'],
    ['rules.ts', 'types.ts', 'coral.ts'],
    ['scalars.ts', 'services.ts'],
    ['constraints.ts', 'source.ts'],
    ['error-statuses.ts', 'errors.ts'],
    ['model.ts'],
    ['define-operation.ts'],
    ['index.ts'],
  ],
  sdk: [['answer'], ['client'], ['raw'], ['claimed.ts'], ['auto'], ['index.ts']],
  lambda: [
    ['api', 'errors.ts', 'faults', 'invoke-options.ts', 'limits.ts', 'region-options.ts'],
    ['definition', 'records', 'deployment-errors.ts'],
    ['extensions'],
    ['durable', 'runtime', 'option-checks.ts'],
    ['processes'],
    ['options.ts', 'state.ts'],
    ['add-statement.ts', 'service.ts', 'invoking'],
    ['event-sources', 'deployment'],
    ['cloudformation', 'operations'],
    ['room.ts', 'invoker.ts', 'metrics.ts'],
    ['handle'],
    ['index.ts'],
  ],
  gateway: [
    ['cloudformation', 'limits.ts', 'messages', 'velocity'],
    ['json'],
    ['api', 'templates'],
    ['models', 'region-options.ts'],
    ['service.ts', 'coverage.ts', 'exchange'],
    ['fetch-input.ts', 'room.ts', 'test-issuer.ts'],
    ['backends', 'events', 'issuers', 'json-body.ts'],
    ['context'],
    ['responses'],
    ['streaming'],
    ['authorizers', 'http', 'integrations'],
    ['function-urls', 'policies', 'serve'],
    ['function-url.ts'],
    ['build', 'execute-api.ts', 'gateway-target.ts'],
    ['websocket'],
    ['metrics.ts'],
    ['control'],
    ['draft'],
    ['openapi'],
    ['reference'],
    ['operations'],
    ['gateway.ts'],
    ['create-gateway.ts'],
    ['index.ts'],
  ],
  kinesis: [
    ['api', 'limits.ts', 'shards', 'stream-arn.ts'],
    ['errors.ts', 'resource-of.ts', 'state.ts'],
    ['cloudformation.ts', 'operations', 'service.ts', 'stream-view.ts'],
    ['data-streams.ts', 'handle.ts', 'record-source.ts'],
    ['create-stream.ts', 'room.ts'],
    ['index.ts'],
  ],
  cloudfront: [
    ['api', 'limits.ts', 'messages', 'points'],
    ['errors.ts', 'functions'],
    ['resources'],
    ['distributions'],
    ['policies'],
    ['cache'],
    ['state.ts'],
    ['service.ts'],
    ['checks', 'serve'],
    ['edge', 'metrics.ts', 'signing'],
    ['operations'],
    ['template-config.ts'],
    ['cloudformation.ts', 'handle'],
    ['matchers.ts'],
    ['room.ts'],
    ['index.ts'],
  ],
  region: [
    [
      'document-values.ts',
      'fetch.ts',
      'origins.ts',
      'receivers.ts',
      'run-stub.ts',
      'services.ts',
      'trace',
    ],
    ['service-list.ts'],
    ['coverage.ts', 'end-of-test.ts', 'pipeline.ts', 'options.ts', 'ports.ts'],
    ['world.ts'],
    ['account.ts', 'report'],
    ['listen', 'verbs'],
    ['region.ts'],
    ['default.ts', 'definition', 'inspector'],
    ['index.ts'],
  ],
  testing: [
    [
      'jest-circus.ts',
      'late-writes.ts',
      'run',
      'matcher-types.ts',
      'not-awaited.ts',
      'outcome.ts',
      'plain-input.ts',
    ],
    ['session.ts'],
    ['expected.ts', 'vitest-hooks.ts'],
    ['subject.ts'],
    ['match'],
    ['find.ts'],
    ['assertions.ts', 'matchers.ts'],
    ['index.ts'],
  ],
  stubs: [
    [
      'answer-types.ts',
      'command.ts',
      'documents.ts',
      'failure.ts',
      'sqs-checksums.ts',
      'streams.ts',
    ],
    ['fault-target.ts', 'options.ts', 'shape.ts'],
    ['definition.ts'],
    ['stub.ts', 'world-stubs.ts'],
    ['index.ts'],
  ],
  cloudformation: [
    ['api', 'errors.ts', 'limits.ts', 'sources.ts'],
    ['template'],
    ['intrinsics', 'own-types', 'stack.ts'],
    ['stack-description.ts'],
    ['change-set.ts'],
    ['sam', 'state.ts'],
    ['service.ts', 'calls'],
    ['custom', 'transforms'],
    ['resources'],
    ['stacks'],
    ['updates'],
    ['operations'],
    ['room.ts'],
    ['index.ts'],
  ],
  cognitoidentity: [
    ['api', 'errors.ts', 'state.ts'],
    ['identities'],
    ['operations', 'service.ts'],
    ['handle'],
    ['room.ts'],
    ['index.ts'],
  ],
  cognitoidp: [
    ['api', 'errors.ts', 'limits.ts', 'opaque-text.ts'],
    ['settings'],
    ['state.ts'],
    ['action.ts', 'keys', 'passwords', 'pools', 'srp'],
    ['users'],
    ['triggers'],
    ['messages'],
    ['auth'],
    ['operations', 'service.ts'],
    ['domains.ts'],
    ['token-issuers.ts', 'oauth'],
    ['handle'],
    ['cloudformation.ts', 'matchers.ts', 'room.ts'],
    ['index.ts'],
  ],
  kms: [
    ['api', 'errors.ts', 'key-specs.ts'],
    ['crypto', 'state.ts'],
    ['announce.ts', 'grants.ts', 'keys.ts', 'service.ts'],
    ['rotation.ts'],
    ['operations'],
    ['cloudformation.ts', 'room.ts'],
    ['handle.ts'],
    ['create-key.ts'],
    ['index.ts'],
  ],
  s3: [
    ['api', 'checksums', 'hosts.ts', 'limits.ts', 'template-settings.ts'],
    ['errors'],
    ['access', 'objects'],
    ['listing', 'uploads'],
    ['buckets'],
    ['lifecycle', 'state.ts'],
    ['notifications', 'service.ts'],
    ['contents'],
    ['restores.ts'],
    ['timers.ts'],
    ['operations'],
    ['bucket-receiver.ts', 'handle'],
    ['http', 'matchers.ts'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  secretsmanager: [
    ['api', 'errors.ts'],
    ['rotation-rules.ts'],
    ['state.ts'],
    ['service.ts', 'new-secret.ts'],
    ['versions.ts'],
    ['rotation.ts'],
    ['operations'],
    ['cloudformation.ts', 'room.ts', 'secret-source.ts'],
    ['handle.ts'],
    ['create-secret.ts'],
    ['index.ts'],
  ],
  eventbridge: [
    ['api', 'limits.ts'],
    ['errors.ts'],
    ['buses', 'schedules'],
    ['targets'],
    ['archives', 'connections'],
    ['state.ts'],
    ['find.ts', 'service.ts'],
    ['dispatch'],
    ['metrics.ts', 'replays.ts', 'timers.ts'],
    ['operations'],
    ['aws-events.ts', 'bus-receiver.ts', 'handle'],
    ['matchers.ts'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  scheduler: [
    ['api', 'expressions', 'limits.ts'],
    ['errors.ts', 'names.ts'],
    ['state.ts'],
    ['service.ts'],
    ['dispatch'],
    ['timers.ts'],
    ['operations'],
    ['handle'],
    ['matchers.ts'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  cloudwatch: [
    ['api', 'limits.ts'],
    ['errors.ts'],
    ['metrics'],
    ['statistics'],
    ['math'],
    ['alarm.ts'],
    ['state.ts'],
    ['service.ts', 'data.ts'],
    ['alarms'],
    ['cloudformation.ts', 'operations', 'metric-sink.ts'],
    ['handle'],
    ['matchers.ts', 'room.ts'],
    ['index.ts'],
  ],
  logs: [
    ['api', 'limits.ts'],
    ['errors.ts'],
    ['patterns'],
    ['state.ts'],
    ['service.ts', 'groups'],
    ['filters'],
    ['events'],
    ['operations'],
    ['log-receiver.ts', 'handle', 'metrics.ts'],
    ['log-writer.ts', 'matchers.ts'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  ssm: [
    ['api', 'limits.ts'],
    ['errors.ts'],
    ['state.ts'],
    ['service.ts'],
    ['operations'],
    ['cloudformation.ts', 'room.ts'],
    ['handle.ts'],
    ['create-parameter.ts'],
    ['index.ts'],
  ],
  dynamodb: [
    ['errors.ts', 'limits.ts', 'options.ts', 'own-service.ts'],
    ['schema', 'values'],
    ['keys', 'api'],
    ['storage', 'expressions'],
    ['capacity'],
    ['state'],
    ['service.ts', 'writes', 'reads'],
    ['transactions', 'vectors'],
    ['partiql'],
    ['requests', 'backups', 'streams'],
    ['replication', 'cache'],
    ['throttling', 'operations'],
    ['table'],
    ['cloudformation.ts', 'room', 'template-replicas.ts'],
    ['index.ts'],
  ],
  sns: [
    ['api', 'limits.ts', 'phone-numbers.ts'],
    ['delivery-policy.ts', 'errors.ts', 'filtering', 'options.ts'],
    ['topics'],
    ['messages', 'subscriptions'],
    ['state.ts', 'signing'],
    ['add-statement.ts', 'delivering', 'metrics.ts', 'service.ts'],
    ['publishing'],
    ['links.ts', 'operations', 'topic-receiver.ts'],
    ['handle'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  sqs: [
    ['api', 'limits.ts', 'messages'],
    ['errors.ts', 'storage'],
    ['queues'],
    ['state.ts'],
    ['add-statement.ts', 'announce.ts', 'service.ts'],
    ['access.ts', 'metrics.ts', 'receiving', 'redriving', 'sending'],
    ['operations', 'queue-receiver.ts', 'queue-source.ts'],
    ['handle'],
    ['cloudformation.ts', 'room.ts'],
    ['index.ts'],
  ],
  iam: [
    ['api', 'errors.ts', 'limits.ts', 'options.ts', 'state.ts'],
    ['service.ts'],
    ['directory.ts', 'documents', 'managed'],
    ['authorization', 'cloudformation', 'grants.ts', 'operations'],
    ['handle', 'reports'],
    ['room.ts'],
    ['index.ts'],
  ],
  sts: [
    ['api', 'errors.ts'],
    ['state.ts'],
    ['operations', 'service.ts'],
    ['caller-identities.ts', 'room.ts'],
    ['index.ts'],
  ],
  'dynamodb/api': [['shapes'], ['*.ts']],
  'dynamodb/expressions': [['grammar'], ['*.ts']],
  'dynamodb/operations': [
    [
      'backups',
      'global-tables',
      'items',
      'kinesis',
      'partiql',
      'policies',
      'tags',
      'time-to-live',
      'vectors',
    ],
    ['tables'],
    ['transfers'],
    ['table-management.ts'],
    ['index.ts'],
  ],
  'dynamodb/partiql': [['errors.ts'], ['grammar'], ['plan'], ['run']],
  'dynamodb/streams': [['*.ts'], ['operations'], ['index.ts']],
}

const FREE = '(\\.(test|fixture)|/rooms)\\.ts$'
const isFree = (name) => new RegExp(FREE).test(`/${name}`)
const escaped = (text) => text.replace(/[.]/g, '\\.')

/** The paths of an entry, as regular expressions. */
function pathsOf(room, entry, files) {
  if (entry === '*.ts') return files.map((file) => `^src/${room}/${escaped(file)}$`)
  return [`^src/${room}/${escaped(entry)}${entry.endsWith('.ts') ? '$' : '/'}`]
}

/** Throws where the rows and the room's folder do not name the same entries. */
function unnamedFiles(room, rows) {
  const named = rows.flat()
  const present = fs.readdirSync(`${__dirname}/src/${room}`).filter((name) => !isFree(name))
  const unnamed = present.filter((name) => !named.includes(name))
  const gone = named.filter((name) => name !== '*.ts' && !present.includes(name))
  const files = named.includes('*.ts') ? unnamed.filter((name) => name.endsWith('.ts')) : []
  const unplaced = unnamed.filter((name) => !files.includes(name))
  if (unplaced.length > 0 || gone.length > 0) {
    throw new Error(
      `.dependency-cruiser.cjs: rows of src/${room}: without a place: ${unplaced.join(', ') || '-'}; gone: ${gone.join(', ') || '-'}`,
    )
  }
  return files
}

/** The levels of a service that has none of its own in the table. */
const FURNITURE = [
  ['api', 'errors.ts', 'limits.ts', 'options.ts'],
  ['state.ts'],
  ['operations', 'service.ts'],
  ['room.ts'],
  ['handle.ts', 'matchers.ts'],
  ['index.ts'],
]
for (const service of services) {
  if (inside[service]) continue
  const present = fs.readdirSync(`${__dirname}/src/${service}`)
  inside[service] = FURNITURE.map((row) => row.filter((name) => present.includes(name)))
}

for (const [room, rows] of Object.entries(inside)) {
  const files = unnamedFiles(room, rows)
  rows.forEach((row, level) => {
    const lower = rows.slice(0, level).flat()
    for (const entry of row) {
      forbidden.push({
        name: `arrows-inside-${room}/${entry}`,
        comment: `${room}/${entry} imports itself and: ${lower.join(', ') || 'nothing of its room'}`,
        severity: 'error',
        from: { path: pathsOf(room, entry, files), pathNot: FREE },
        to: {
          path: `^src/${room}/`,
          pathNot: [entry, ...lower, 'rooms.ts'].flatMap((allowed) =>
            pathsOf(room, allowed, files),
          ),
        },
      })
    }
  })
}

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'rooms-by-their-door',
      comment:
        'Rooms of row 3 and up are entered by their index.ts only, by the service.ts that describes them, or by the rooms.ts that loads them.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: {
        path: `^src/(${['sdk', 'stubs', ...services, 'region', 'testing'].join('|')})/`,
        pathNot: ['^src/$1/', '^src/[^/]+/(index|service|rooms)\\.ts$'],
      },
    },
    {
      name: 'smithy-in-protocol-only',
      comment: '@smithy/core and @aws-sdk/core are semi-internal: protocol/ alone knows them.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/protocol/', '\\.(test|fixture)\\.ts$'] },
      to: { path: 'node_modules/@(smithy|aws-sdk)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.(test|fixture)\\.ts$' },
      // A rooms.ts imports nothing until a function asks it for a room.
      to: { circular: true, viaOnly: { pathNot: '/rooms\\.ts$' } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
