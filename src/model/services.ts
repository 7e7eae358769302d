/**
 * The rules of each service: the code and the words of its refusals, and the order of its checks.
 * Lines without a mark were recorded on AWS or seen in a public report that quotes AWS's answer.
 * recorded-messages.fixture.ts has the quotes.
 */
import { ServiceError, type ServiceErrorOptions } from '../core/errors.ts'
import { coralMessage, wrongTypeIn } from './coral.ts'
import type { Fault } from './fault.ts'
import { printAsObject, printWithMembers, type PrintStructure } from './print-value.ts'
import type { Rules } from './rules.ts'

type Answer = (faults: readonly Fault[]) => ServiceError | undefined

interface Differences extends Partial<Rules> {
  readonly print?: PrintStructure
}

/** Most services differ only in the code of their refusals. */
function coral(code: string, { print = printWithMembers, ...rules }: Differences = {}): Rules {
  return {
    refuse: (faults) => wrongTypeIn(faults) ?? new ServiceError(code, coralMessage(faults, print)),
    refuseWith: (text) => new ServiceError(code, text),
    // Seen on Cognito (2017), Lambda (2017), Kinesis Data Analytics (2019) and, by a peer, on
    // DynamoDB's TransactWriteItems (2026).
    // Unverified: every other service; operations older than Java 8 (2014) have the order of Java
    // 7's HashMap.
    members: 'java',
    // Seen on Cognito. Unverified elsewhere.
    constraints: 'length-first',
    lengths: 'characters',
    entries: 'once',
    emptyIsMissing: false,
    types: true,
    elementsNotNull: false,
    ...rules,
  }
}

/** Services that read forms or XML, where every value is a string. */
const xml = (code: string, rules: Partial<Rules> = {}): Rules =>
  coral(code, { types: false, ...rules })

/** Tries `answer` first. */
const withWordsOf = (rules: Rules, answer: Answer): Rules => ({
  ...rules,
  refuse: (faults) => answer(faults) ?? rules.refuse(faults),
})

const first = (faults: readonly Fault[], kind: Fault['kind']): Fault | undefined =>
  faults.find((fault) => fault.kind === kind)

/**
 * Converts `metricData.1.member.metricName` to query services' `MetricData.member.1.MetricName`.
 */
const queryPath = (path: string): string =>
  path
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('.')
    .replace(/\b(\d+)\.Member\b/g, 'member.$1')

const client = (code: string, message: string, options?: ServiceErrorOptions): ServiceError =>
  new ServiceError(code, message, options)

// Recorded: test_send_empty_message, test_posting_to_fifo_requires_deduplicationid_group_id. SQS
// words everything else itself (`Value 11 for parameter MaxNumberOfMessages is invalid. ...`).
// Unverified: members of entries are named by themselves, and that the first missing one is
// reported.
const sqs: Answer = (faults) => {
  const fault = first(faults, 'missing')
  return (
    fault &&
    client(
      'MissingRequiredParameterException',
      `The request must contain the parameter ${fault.name}.`,
      { queryCode: 'MissingParameter' },
    )
  )
}

// Seen: sul-dlss/dlme#432 (Publish), PipedreamHQ/pipedream#6138. Members inside others are refused
// in the framework's words (test_empty_or_wrong_message_attributes).
const sns: Answer = (faults) => {
  const fault = faults.find(({ kind, path }) => kind === 'missing' && !path.includes('.'))
  return (
    fault &&
    client(
      'InvalidParameterException',
      `Invalid parameter: ${fault.name} Reason: no value for required parameter`,
      { queryCode: 'InvalidParameter' },
    )
  )
}

// Seen: terraform-provider-aws#3087, torchserve-examples#7 (role names). Lengths and tags are
// refused in the framework's words.
const IAM_NAME = '[\\w+=,.@-]+'
const iam: Answer = (faults) => {
  // Recorded: iam-attach-name. Unverified: for other operations than AttachRolePolicy.
  if (faults.some(({ kind, path }) => kind === 'length' && path === 'policyArn'))
    return client('ValidationError', 'Invalid ARN:  Could not be parsed!')
  const fault = first(faults, 'pattern')
  if (!fault?.demand.endsWith(`pattern: ${IAM_NAME}`)) return undefined
  return client(
    'ValidationError',
    `The specified value for ${fault.path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  )
}

// Recorded: test_put_metric_data_validation names members this way (`MetricData.member.1.Value`).
// Unverified: the sentence.
const cloudwatch: Answer = (faults) => {
  const missing = first(faults, 'missing')
  if (missing) {
    return client(
      'MissingRequiredParameterException',
      `The parameter ${queryPath(missing.path)} is required.`,
      { queryCode: 'MissingParameter' },
    )
  }
  const fault = faults.find(({ path }) => /^(metricData|statistics)\b/.test(path))
  const [, values] = /enum value set: \[([^\]]*)\]/.exec(fault?.demand ?? '') ?? []
  if (!fault || values === undefined) return undefined
  return client(
    'InvalidParameterValueException',
    `The parameter ${wrongValuePath(fault, values)} must be a value in the set [ ${values} ].`,
    { queryCode: 'InvalidParameterValue' },
  )
}

// Seen: Technofy/cloudwatch_exporter#13 (`Statistics.member.1`), and tutorials that quote it for
// units (`MetricData.member.1.Unit`).
function wrongValuePath({ kind, path, value }: Fault, values: string): string {
  if (kind !== 'entry' || !Array.isArray(value)) return queryPath(path)
  const known = values.split(', ')
  const index = value.findIndex((each) => !known.includes(String(each)))
  return `${queryPath(path)}.member.${index + 1}`
}

// Recorded: test_bucket_versioning_crud (a wrong Status). Only faults inside the XML: S3 has words
// of its own for each header and parameter.
const s3: Answer = (faults) =>
  faults.some(({ path }) => path.includes('.'))
    ? client(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      )
    : undefined

// The order of members is that of the room's shapes. Patterns come first, and every bad entry is
// reported. The room reads JSON with its own messages.
// Unverified: lengths in UTF-16 units, like Java's String.
const DYNAMODB: Differences = {
  members: 'declared',
  constraints: 'pattern-first',
  lengths: 'utf-16',
  entries: 'each',
  types: false,
  print: printAsObject('com.amazonaws.dynamodb.v20120810', ['KeySchemaElement']),
}

/** A model's name, as its file in scripts/models/data has it. */
export type ModelledService =
  | 'api-gateway'
  | 'apigatewaymanagementapi'
  | 'apigatewayv2'
  | 'cloudformation'
  | 'cloudfront'
  | 'cloudwatch'
  | 'cloudwatch-logs'
  | 'cognito-identity'
  | 'cognito-identity-provider'
  | 'dax'
  | 'dynamodb'
  | 'dynamodb-streams'
  | 'eventbridge'
  | 'iam'
  | 'kinesis'
  | 'kms'
  | 'lambda'
  | 's3'
  | 'scheduler'
  | 'secrets-manager'
  | 'sns'
  | 'sqs'
  | 'ssm'
  | 'sts'

export const RULES: Readonly<Record<ModelledService, Rules>> = {
  // Unverified: that the management API of WebSockets answers like the rest of API Gateway.
  'api-gateway': coral('ValidationException'),
  apigatewaymanagementapi: coral('ValidationException'),
  // Unverified: code and words.
  apigatewayv2: coral('BadRequestException'),
  // Seen: flynn#3951: an empty stack name breaks the pattern first.
  cloudformation: xml('ValidationError', { constraints: 'pattern-first' }),
  // Seen: fog#3428, aws-sdk-ruby#413.
  cloudfront: xml('MalformedXML'),
  cloudwatch: withWordsOf(xml('ValidationError'), cloudwatch),
  // Recorded: test_filter_log_events_limit_validation.
  'cloudwatch-logs': coral('InvalidParameterException'),
  // Seen: moto#1979.
  'cognito-identity': coral('ValidationException'),
  'cognito-identity-provider': coral('InvalidParameterException'),
  // Unverified: code and words.
  dax: coral('ValidationException'),
  dynamodb: coral('ValidationException', DYNAMODB),
  'dynamodb-streams': coral('ValidationException', DYNAMODB),
  // Recorded: test_put_target_id_validation, test_put_events_exceed_limit_ten_entries.
  eventbridge: coral('ValidationException'),
  iam: withWordsOf(xml('ValidationError'), iam),
  kinesis: coral('ValidationException'),
  // Recorded: test_plaintext_size_for_encrypt.
  kms: coral('ValidationException'),
  // Recorded: test_invalid_invoke. Seen: appleboy/lambda-action#83 (elements must not be null).
  lambda: coral('ValidationException', { elementsNotNull: true }),
  s3: { ...withWordsOf(xml('MalformedXML'), s3), refuse: s3 },
  // Unverified: that the modelled ValidationException is in the framework's words.
  scheduler: coral('ValidationException'),
  // Seen: aws-sdk-kotlin#1469.
  'secrets-manager': coral('ValidationException'),
  sns: withWordsOf(xml('ValidationError'), sns),
  sqs: {
    ...coral('InvalidParameterValueException', { emptyIsMissing: true }),
    refuse: (faults) => wrongTypeIn(faults) ?? sqs(faults),
  },
  // Seen: aws-sdk-js#2748, cloud-platform-infrastructure#3906.
  ssm: coral('ValidationException'),
  // Recorded: test_sts_invalid_parameters.
  sts: xml('ValidationError'),
}
