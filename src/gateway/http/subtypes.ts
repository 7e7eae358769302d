/** The subtypes of service integrations: the operations of other services that HTTP APIs can call. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html

/** How the text of a parameter becomes a member of the operation's input. */
type Convert = (text: string) => unknown

export interface Subtype {
  /** Id of the service's room. */
  readonly service: string
  readonly operation: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  readonly convert: Readonly<Record<string, Convert>>
  /** The input, from the converted parameters. */
  readonly toInput?: (members: Readonly<Record<string, unknown>>) => unknown
  /** SQS answers in the XML of the query protocol, the others in JSON. */
  readonly format: 'xml' | 'json'
}

/** JSON text, or the text itself where it is not JSON: the service then refuses it. */
const json: Convert = (text) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const number: Convert = (text) => (/^-?\d+$/.test(text.trim()) ? Number(text) : text)

/** A JSON array, or one name. */
const list: Convert = (text) => {
  const value = json(text)
  return Array.isArray(value) ? value : [text]
}

const date: Convert = (text) => {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text)
  return Number.isNaN(value.getTime()) ? text : value
}

// Unverified: SQS still answers in XML
const sqs = (
  operation: string,
  required: readonly string[],
  optional: readonly string[],
): Subtype => ({
  service: 'sqs',
  operation,
  required: ['QueueUrl', ...required],
  optional,
  convert: {
    DelaySeconds: number,
    MessageAttributes: json,
    MessageSystemAttributes: json,
    MaxNumberOfMessages: number,
    VisibilityTimeout: number,
    WaitTimeSeconds: number,
    AttributeName: list,
    MessageAttributeNames: list,
  },
  ...(operation === 'ReceiveMessage' && {
    toInput: ({ AttributeName, ...members }) => ({
      ...members,
      ...(AttributeName !== undefined && { AttributeNames: AttributeName }),
    }),
  }),
  format: 'xml',
})

export const SUBTYPES: Readonly<Record<string, Subtype>> = {
  'SQS-SendMessage': sqs(
    'SendMessage',
    ['MessageBody'],
    [
      ...['DelaySeconds', 'MessageAttributes', 'MessageDeduplicationId', 'MessageGroupId'],
      'MessageSystemAttributes',
    ],
  ),
  'SQS-ReceiveMessage': sqs(
    'ReceiveMessage',
    [],
    [
      ...['AttributeName', 'MaxNumberOfMessages', 'MessageAttributeNames'],
      ...['ReceiveRequestAttemptId', 'VisibilityTimeout', 'WaitTimeSeconds'],
    ],
  ),
  'SQS-DeleteMessage': sqs('DeleteMessage', ['ReceiptHandle'], []),
  'SQS-PurgeQueue': sqs('PurgeQueue', [], []),
  'EventBridge-PutEvents': {
    service: 'eventbridge',
    operation: 'PutEvents',
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'TraceHeader'],
    convert: { Time: date, Resources: list },
    toInput: (entry) => ({ Entries: [entry] }),
    format: 'json',
  },
  'Kinesis-PutRecord': {
    service: 'kinesis',
    operation: 'PutRecord',
    required: ['StreamName', 'Data', 'PartitionKey'],
    optional: ['SequenceNumberForOrdering', 'ExplicitHashKey'],
    // Unverified: the text is the data, not its base64
    convert: { Data: (text) => Buffer.from(text) },
    format: 'json',
  },
}

/** Subtypes of services that are not simulated. */
export const OTHER_SUBTYPES: readonly string[] = [
  'AppConfig-GetConfiguration',
  'StepFunctions-StartExecution',
  'StepFunctions-StartSyncExecution',
  'StepFunctions-StopExecution',
]
