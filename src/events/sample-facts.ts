/** The facts that all sample events share. They are the same in every run. */
export const ACCOUNT = '123456789012'
export const REGION = 'us-east-1'
/** 2026-01-01T00:00:00Z */
export const EPOCH = 1_767_225_600_000
export const SOURCE_IP = '127.0.0.1'
export const TRACE = 'Root=1-6955b900-1f1c0e2a4d6b8c0e2f4a6b8d'
export const EXTENDED_ID = 'ZhDrKF5dDoEEHfA='
export const REQUEST_ID = '5f1c0e2a-4d6b-4c0e-8f4a-6b8d0e2f4a6b'

/** A resource by handle or ARN. */
export type Source = string | { readonly arn: string }

export const arnOf = (source: Source | undefined, fallback: string): string =>
  source === undefined ? fallback : typeof source === 'string' ? source : source.arn

/** The region in an ARN. */
export const regionOf = (arn: string): string => arn.split(':')[3] || REGION

/** The name at the end of an ARN. */
export const nameOf = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn

/** The n-th UUID of a kind. */
export const uuid = (n: number): string =>
  `059f36b4-87a3-44ab-83d2-${(0x661975830000 + n).toString(16).padStart(12, '0')}`

/** Text as it is; any other value as JSON text. */
export const toText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
