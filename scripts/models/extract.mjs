// node scripts/models/extract.mjs CHECKOUT writes scripts/models/data from a checkout of
// https://github.com/aws/api-models-aws (Apache-2.0): the facts of each service's model about
// inputs and errors, and nothing else. Run `npm run models` afterwards.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SERVICES = [
  'api-gateway',
  'apigatewaymanagementapi',
  'apigatewayv2',
  'cloudformation',
  'cloudfront',
  'cloudwatch',
  'cloudwatch-logs',
  'cognito-identity',
  'cognito-identity-provider',
  'dax',
  'dynamodb',
  'dynamodb-streams',
  'eventbridge',
  'iam',
  'kinesis',
  'kms',
  'lambda',
  's3',
  'scheduler',
  'secrets-manager',
  'sns',
  'sqs',
  'ssm',
  'sts',
]

const SMITHY = 'smithy.api#'
const QUERY_ERROR = 'aws.protocols#awsQueryError'
const AGGREGATES = ['structure', 'union', 'list', 'map', 'set']

const checkout = process.argv[2]
if (!checkout) throw new Error('usage: node scripts/models/extract.mjs CHECKOUT')

const git = (...args) =>
  execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 })

const shortName = (id) => id.split('#')[1]

/** Returns one service's model, in the form of the files in data/. */
function extract(name, file, { shapes }) {
  const shapesInUse = new Map()
  const errors = {}

  const describe = (id, memberTraits = {}) => {
    const isPrelude = id.startsWith(SMITHY)
    const shape = shapes[id] ?? { type: shortName(id).toLowerCase() }
    const traits = { ...shape.traits, ...memberTraits }
    const facts = { type: shape.type }
    if (traits[`${SMITHY}required`] !== undefined) facts.required = true
    if (traits[`${SMITHY}sensitive`] !== undefined) facts.sensitive = true
    const { min, max } = traits[`${SMITHY}length`] ?? {}
    if (min !== undefined || max !== undefined) facts.length = [min ?? null, max ?? null]
    const range = traits[`${SMITHY}range`]
    if (range) facts.range = [range.min ?? null, range.max ?? null]
    if (traits[`${SMITHY}pattern`]) facts.pattern = traits[`${SMITHY}pattern`]
    const values = traits[`${SMITHY}enum`]?.map(({ value }) => value)
    if (values) facts.enum = values
    if (shape.type === 'enum') {
      facts.enum = Object.entries(shape.members).map(
        ([key, member]) => member.traits?.[`${SMITHY}enumValue`] ?? key,
      )
    }
    if (!isPrelude && AGGREGATES.includes(shape.type)) {
      facts.shape = shortName(id)
      if (!shapesInUse.has(id)) {
        shapesInUse.set(id, undefined)
        shapesInUse.set(id, describeShape(shapes[id]))
      }
    }
    return facts
  }
  const describeMembers = (shape) =>
    Object.fromEntries(
      Object.entries(shape.members ?? {}).map(([key, { target, traits }]) => [
        key,
        describe(target, traits),
      ]),
    )
  const describeShape = (shape) => {
    if (shape.type === 'list' || shape.type === 'set') {
      return { list: describe(shape.member.target, shape.member.traits) }
    }
    if (shape.type === 'map') {
      return {
        key: describe(shape.key.target, shape.key.traits),
        value: describe(shape.value.target, shape.value.traits),
      }
    }
    return { members: describeMembers(shape) }
  }
  const describeError = (id) => {
    const { traits, members } = shapes[id]
    const query = traits?.[QUERY_ERROR]
    errors[shortName(id)] = {
      fault: traits?.[`${SMITHY}error`],
      status: traits?.[`${SMITHY}httpError`] ?? query?.httpResponseCode,
      queryCode: query?.code,
      members: Object.keys(members ?? {}),
    }
    return shortName(id)
  }

  const service = Object.values(shapes).find(({ type }) => type === 'service')
  service.errors?.forEach(({ target }) => describeError(target))
  const operations = {}
  for (const [id, shape] of Object.entries(shapes)) {
    if (shape.type !== 'operation') continue
    operations[shortName(id)] = {
      input: shape.input ? describeMembers(shapes[shape.input.target]) : {},
      errors: (shape.errors ?? []).map(({ target }) => describeError(target)),
    }
  }
  const structures = Object.fromEntries(
    [...shapesInUse].map(([id, described]) => [shortName(id), described]),
  )
  return { service: name, model: file.split('/').at(-1), operations, structures, errors }
}

/** Prints a line per operation, structure and error, so that the diff of an update is readable. */
function print({ service, model, ...tables }) {
  const lines = Object.entries(tables).map(([table, entries]) => {
    const rows = Object.entries(entries).map(
      ([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    )
    return `${JSON.stringify(table)}: {\n${rows.join(',\n')}\n}`
  })
  return `{"service": "${service}", "model": "${model}",\n${lines.join(',\n')}}\n`
}

const files = git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')
for (const name of SERVICES) {
  const file = files
    .filter((path) => path.includes(`${name}/service/`) && path.endsWith('.json'))
    .filter((path) => new RegExp(`(^|/)${name}/service/`).test(path))
    .sort()
    .at(-1)
  if (!file) throw new Error(`the checkout has no model of ${name}`)
  const data = extract(name, file, JSON.parse(git('show', `HEAD:${file}`)))
  const out = fileURLToPath(new URL(`data/${name}.json`, import.meta.url))
  writeFileSync(out, print(data))
  console.log(`${name}: ${Object.keys(data.operations).length} operations, ${file}`)
}
