/** The elements of errors in XML. */
import { toWireJson } from './wire-json.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escapeXml = (value: unknown): string =>
  String(value).replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)

/** Writes fields as XML elements. */
export const elements = (fields: Readonly<Record<string, unknown>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(toWireJson(value))}</${name}>`)
    .join('')
