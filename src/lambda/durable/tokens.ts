/** Checkpoint tokens and callback ids: base64 of what they stand for, opaque to callers. */

const encode = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64')

function decode(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
    if (Array.isArray(parts)) return parts as unknown[]
  } catch {
    // JSON.parse throws for every text that Lambda did not issue.
  }
  return []
}

/** The token of the n-th checkpoint of an invocation. */
export const checkpointToken = (arn: string, invocation: number, checkpoint: number): string =>
  encode([arn, invocation, checkpoint])

/** Returns the execution that a token belongs to, or undefined for a text that is no token. */
export function executionOfToken(token: string): string | undefined {
  const [arn, invocation] = decode(token)
  return typeof arn === 'string' && typeof invocation === 'number' ? arn : undefined
}

export const callbackId = (arn: string, operationId: string): string => encode([arn, operationId])

export function parseCallbackId(
  text: string,
): { readonly arn: string; readonly operationId: string } | undefined {
  const [arn, operationId] = decode(text)
  return typeof arn === 'string' && typeof operationId === 'string'
    ? { arn, operationId }
    : undefined
}
