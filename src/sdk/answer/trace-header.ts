/** The trace header of a request. The SDK's clients in functions spell it in their own way. */
export const traceHeaderOf = (headers: Readonly<Record<string, string>>): string | undefined =>
  headers['x-amzn-trace-id'] ?? headers['X-Amzn-Trace-Id']
