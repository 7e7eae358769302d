import { unparsableClientContext } from '../errors.ts'

/** Decodes base64 to JSON text. AWS: Invoke, X-Amz-Client-Context. */
export function toClientContext(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined
  const text = Buffer.from(base64, 'base64').toString('utf8')
  try {
    JSON.parse(text)
  } catch {
    // JSON.parse throws for every text that is not JSON.
    throw unparsableClientContext()
  }
  return text
}
