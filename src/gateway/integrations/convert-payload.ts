/** Converts payloads between text and bytes: `contentHandling` and `binaryMediaTypes`. */
// Recorded: TestApiGatewayS3BinarySupport (both tables of
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html)
import type { ContentHandling } from '../api/integrations/integrations.ts'
import { fromBase64 } from '../messages/body.ts'
import { configurationError } from './failure.ts'

/** Text, or bytes that no template can read. */
export type Payload = string | Uint8Array

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Bytes that are not UTF-8 become U+FFFD. */
export const toText = (bytes: Uint8Array): string => asBuffer(bytes).toString('utf8')

const encode = (bytes: Uint8Array): string => asBuffer(bytes).toString('base64')

/** Unverified: quotation marks around the text, as a function's result has them, are ignored. */
function decode(bytes: Uint8Array): Uint8Array {
  const decoded = fromBase64(
    toText(bytes)
      .trim()
      .replace(/^"([^"]*)"$/, '$1'),
  )
  if (decoded) return decoded
  throw configurationError('A payload that is to be converted to bytes is not base64.')
}

/** `isBinary`: whether the request's content type is one of the gateway's binaryMediaTypes. */
export function convertRequest(
  bytes: Uint8Array,
  handling: ContentHandling | undefined,
  isBinary: boolean,
): Payload {
  switch (handling) {
    case 'CONVERT_TO_TEXT':
      return isBinary ? encode(bytes) : toText(bytes)
    case 'CONVERT_TO_BINARY':
      return isBinary ? bytes : decode(bytes)
    case undefined:
      return isBinary ? bytes : toText(bytes)
  }
}

/**
 * `isBinary`: whether the answer's content type is one of the gateway's binaryMediaTypes;
 * `acceptsBinary`: whether the first type that the client accepts is.
 */
export function convertResponse(
  bytes: Uint8Array,
  handling: ContentHandling | undefined,
  isBinary: boolean,
  acceptsBinary: boolean,
): Payload {
  switch (handling) {
    case 'CONVERT_TO_TEXT':
      return isBinary ? encode(bytes) : toText(bytes)
    case 'CONVERT_TO_BINARY':
      return isBinary ? bytes : decode(bytes)
    case undefined:
      if (isBinary) return acceptsBinary ? bytes : encode(bytes)
      return acceptsBinary ? decode(bytes) : toText(bytes)
  }
}
