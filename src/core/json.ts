/** JSON text, and the objects among JSON values. */

export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object with members: neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // JSON.parse throws for text that is not JSON.
    return false
  }
}
