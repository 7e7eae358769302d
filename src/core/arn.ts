/** The parts of an ARN: `arn:aws:lambda:us-east-1:123456789012:function:place`. */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

export const formatArn = (
  service: string,
  region: string,
  account: string,
  resource: string,
): string => `arn:aws:${service}:${region}:${account}:${resource}`

/** The parts of an ARN, or undefined when `text` is none. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(':')
  if (parts.length < 6 || parts[0] !== 'arn') return undefined
  const [, partition, service, region, account] = parts as [string, string, string, string, string]
  return { partition, service, region, account, resource: parts.slice(5).join(':') }
}
