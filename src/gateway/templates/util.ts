/** `$util`: the functions that templates call. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
import { InvalidJsonError, parseLenientJson } from '../json/lenient-json.ts'
import { fromBase64 } from '../messages/body.ts'
import { TemplateError, type HostObject, type Value } from '../velocity/index.ts'

const FUNCTIONS: ReadonlyMap<string, (text: string) => Value> = new Map([
  ['escapeJavaScript', escapeJavaScript],
  ['parseJson', parseJson],
  ['urlEncode', urlEncode],
  ['urlDecode', urlDecode],
  ['base64Encode', (text: string): Value => Buffer.from(text, 'utf8').toString('base64')],
  ['base64Decode', base64Decode],
])

export const UTIL: HostObject = {
  property: () => undefined,
  call(name, [value], texts) {
    const run = FUNCTIONS.get(name)
    if (!run || value === undefined) return undefined
    const text = texts.print(value)
    texts.use(text.length >> 4)
    return run(text)
  },
  print: () => '',
}

const ESCAPED: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '/': '\\/',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

/** Apache Commons' StringEscapeUtils.escapeJavaScript. A quotation mark becomes `\'`, as AWS says. */
// Unverified: the slash, and characters beyond ASCII as \uXXXX
function escapeJavaScript(text: string): Value {
  return text.replace(
    /["'/\\\0-\x1f\x7f-\uffff]/g,
    (character) =>
      ESCAPED[character] ??
      `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

function parseJson(text: string): Value {
  try {
    return parseLenientJson(text)
  } catch (error) {
    if (error instanceof InvalidJsonError) throw new TemplateError(`parseJson: ${error.message}`)
    throw error
  }
}

// AWS: https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html
// Recorded: test_input_body_formatting (a space becomes a plus sign)
function urlEncode(text: string): Value {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

function urlDecode(text: string): Value {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // Java replaces bytes that are not UTF-8, and refuses an incomplete escape.
    if (/%(?![0-9A-Fa-f]{2})/.test(spaced))
      throw new TemplateError('urlDecode: an incomplete escape')
    const bytes = spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    )
    return Buffer.from(bytes, 'latin1').toString('utf8')
  }
}

function base64Decode(text: string): Value {
  const bytes = fromBase64(text.trim())
  if (!bytes) throw new TemplateError('base64Decode: the text is not base64')
  return Buffer.from(bytes).toString('utf8')
}
