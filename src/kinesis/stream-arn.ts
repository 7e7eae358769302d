import { parseArnOf, type ArnForm } from '../core/resources/arn-form.ts'

/** `arn:aws:kinesis:us-east-1:123456789012:stream/clicks` */
export const STREAM_ARN: ArnForm = { service: 'kinesis', type: 'stream' }

/** Other text is returned as it is. */
export const nameInArn = (arn: string): string => parseArnOf(STREAM_ARN, arn)?.name ?? arn
