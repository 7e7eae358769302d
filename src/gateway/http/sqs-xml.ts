/** The answers of SQS in the XML of its query protocol. */
// AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html and
// its siblings (example responses of the query protocol)
import type { ServiceError } from '../../core/errors.ts'

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/'
const PROLOG = '<?xml version="1.0"?>'

export function toSqsXml(operation: string, output: object, requestId: string): string {
  const result = RESULTS[operation]?.(output) ?? ''
  return `${PROLOG}<${operation}Response xmlns="${NAMESPACE}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
}

export const toSqsErrorXml = (
  { code, queryCode, message, $fault }: ServiceError,
  requestId: string,
): string =>
  `${PROLOG}<ErrorResponse xmlns="${NAMESPACE}"><Error>${element('Type', $fault === 'client' ? 'Sender' : 'Receiver')}${element('Code', queryCode ?? code)}${element('Message', message)}<Detail/></Error>${element('RequestId', requestId)}</ErrorResponse>`

type Members = Readonly<Record<string, unknown>>

const RESULTS: Readonly<Record<string, (output: object) => string>> = {
  SendMessage: (output) => `<SendMessageResult>${elements(output)}</SendMessageResult>`,
  ReceiveMessage: (output) => {
    const { Messages = [] } = output as { readonly Messages?: readonly Members[] }
    return `<ReceiveMessageResult>${Messages.map(toMessage).join('')}</ReceiveMessageResult>`
  },
}

function toMessage({ Attributes, MessageAttributes, ...members }: Members): string {
  const attributes = Object.entries((Attributes ?? {}) as Members).map(
    ([name, value]) => `<Attribute>${elements({ Name: name, Value: value })}</Attribute>`,
  )
  const own = Object.entries((MessageAttributes ?? {}) as Members).map(
    ([name, value]) =>
      `<MessageAttribute>${element('Name', name)}<Value>${elements(value as object)}</Value></MessageAttribute>`,
  )
  return `<Message>${elements(members)}${attributes.join('')}${own.join('')}</Message>`
}

const elements = (members: object): string =>
  Object.entries(members)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => element(name, value))
    .join('')

const element = (name: string, value: unknown): string =>
  `<${name}>${escaped(value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value))}</${name}>`

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
