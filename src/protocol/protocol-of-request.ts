/**
 * Finds the protocol of a request in the request itself, for requests whose client is not at hand.
 */
import type { OperationSchema, SchemaConfig } from './operation-schema.ts'
import { awsProtocols } from './smithy.ts'
import { isForm, isStream, readStream, toBytes, type WireRequest } from './wire.ts'

// AWS: the API models with the trait aws.protocols#restXml.
const IN_XML: ReadonlySet<string> = new Set([
  'com.amazonaws.cloudfront',
  'com.amazonaws.route53',
  'com.amazonaws.s3',
  'com.amazonaws.s3control',
])

/** Returns a config that reads and writes requests to an operation of any client. */
export function configForRequest(
  operation: OperationSchema,
  request: WireRequest,
  xmlNamespace = '',
): SchemaConfig {
  const protocol = createProtocol(operation[1], request, xmlNamespace)
  const serdeContext = {
    streamCollector: async (body: unknown) => (isStream(body) ? readStream(body) : toBytes(body)),
    utf8Encoder: (bytes: Uint8Array) => toBytes(bytes).toString(),
    utf8Decoder: (text: string) => toBytes(text),
  }
  protocol.setSerdeContext(serdeContext as never)
  return { protocol: protocol as unknown as SchemaConfig['protocol'], ...serdeContext }
}

interface AnyProtocol {
  setSerdeContext(context: never): void
}

function createProtocol(
  defaultNamespace: string,
  request: WireRequest,
  xmlNamespace: string,
): AnyProtocol {
  const aws = awsProtocols()
  const { headers } = request
  const settings = { defaultNamespace, xmlNamespace, version: '', serviceTarget: '' }
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') {
    return new aws.AwsSmithyRpcV2CborProtocol(settings)
  }
  if (headers['x-amz-target'] !== undefined) {
    return headers['content-type']?.includes('1.0')
      ? new aws.AwsJson1_0Protocol(settings)
      : new aws.AwsJson1_1Protocol(settings)
  }
  if (isForm(request)) return new aws.AwsQueryProtocol(settings)
  return IN_XML.has(defaultNamespace)
    ? new aws.AwsRestXmlProtocol(settings)
    : new aws.AwsRestJsonProtocol(settings)
}
