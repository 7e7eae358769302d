/**
 * The formats of JSON schema draft 4, and `uuid`. Others, such as `date`, accept every string.
 */
import { isIPv4, isIPv6 } from 'node:net'
import type { Rule } from './schema-node.ts'

interface Format {
  readonly accepts: (text: string) => boolean
  readonly message: (text: string) => string
}

const HOST_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,12})?(?:Z|[+-]\d\d:?\d\d)$/

const isHostname = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((label) => HOST_LABEL.test(label))

/** Whether the date exists: 30 February does not. */
function isDateTime(text: string): boolean {
  const [, local] = DATE_TIME.exec(text) ?? []
  const time = local === undefined ? Number.NaN : Date.parse(`${local}Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(local ?? ' ')
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false // the pattern is malformed
  }
}

// Unverified: where exactly AWS draws the line for email, hostname and uri
// AWS runs https://github.com/java-json-tools/json-schema-validator (the list, and the messages)
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': {
    accepts: isDateTime,
    message: (text) =>
      `string "${text}" is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]`,
  },
  email: {
    accepts: (text) => /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/.test(text),
    message: (text) => `string "${text}" is not a valid email address`,
  },
  hostname: { accepts: isHostname, message: (text) => `string "${text}" is not a valid hostname` },
  ipv4: { accepts: isIPv4, message: (text) => `string "${text}" is not a valid IPv4 address` },
  ipv6: { accepts: isIPv6, message: (text) => `string "${text}" is not a valid IPv6 address` },
  regex: {
    accepts: isRegExp,
    message: (text) => `string "${text}" is not a valid ECMA 262 regular expression`,
  },
  uri: {
    accepts: (text) =>
      /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && !/%(?![\dA-F]{2})/i.test(text),
    message: (text) => `string "${text}" is not a valid URI`,
  },
  uuid: {
    accepts: (text) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
    message: (text) => `input string "${text}" is not a valid UUID`,
  },
}

export function formatRule(name: string): Rule {
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
  return (value) =>
    format && typeof value === 'string' && !format.accepts(value) ? [format.message(value)] : []
}
