/** Parses payloads. Errors have the wording of AWS's parser, Jackson. */
import { unparsablePayload } from '../errors.ts'

const EXPECTED = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const HIDDEN = 'Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)'

/** Parses a payload. Throws InvalidRequestContentException for invalid JSON. */
export function parseJsonText(bytes: Uint8Array, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // JSON.parse throws for every text that is not JSON.
    throw unparsablePayload(describe(bytes, text))
  }
}

// Unverified: the form of these messages follows Jackson's source. The position is exact only for
// an invalid first token.
function describe(bytes: Uint8Array, text: string): string {
  const invalid = firstInvalidByte(bytes)
  if (invalid !== undefined) {
    return `Invalid UTF-8 start byte 0x${bytes[invalid]!.toString(16)}${at(invalid + 1)}`
  }
  const token = /[A-Za-z_$][\w$]*/.exec(text)
  if (token && text.slice(0, token.index).trim() === '') {
    const end = token.index + token[0].length
    return `Unrecognized token '${token[0]}': was expecting ${EXPECTED}${at(end + 1)}`
  }
  const start = text.search(/\S/)
  const first = start < 0 ? undefined : text[start]
  if (first !== undefined && !'{["-0123456789'.includes(first)) {
    return `Unexpected character ('${first}' (code ${first.charCodeAt(0)})): expected a valid value ${EXPECTED}${at(start + 2)}`
  }
  return `Unexpected end-of-input${at(text.length + 1)}`
}

const at = (column: number): string => `\n at [${HIDDEN}; line: 1, column: ${column}]`

function firstInvalidByte(bytes: Uint8Array): number | undefined {
  for (let length = 1; length <= Math.min(bytes.length, 64); length++) {
    const byte = bytes[length - 1]!
    if (byte >= 0xf8 || (byte >= 0x80 && byte < 0xc0 && isStart(bytes, length - 1))) {
      return length - 1
    }
  }
  return undefined
}

const isStart = (bytes: Uint8Array, index: number): boolean =>
  index === 0 || bytes[index - 1]! < 0x80
