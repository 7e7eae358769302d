import { tokenPosition } from '../core/resources/page-token.ts'
import { nameInArn } from './stream-arn.ts'

interface AboutStream {
  readonly StreamName?: unknown
  readonly StreamARN?: unknown
  readonly ResourceARN?: unknown
  readonly ShardIterator?: unknown
}

/** Returns the name of the stream that an input is about. */
export function resourceOf(_operation: string, input: AboutStream | undefined): string | undefined {
  const { StreamName, StreamARN, ResourceARN, ShardIterator } = input ?? {}
  if (typeof StreamName === 'string') return StreamName
  const arn = StreamARN ?? ResourceARN
  if (typeof arn === 'string') return nameInArn(arn)
  if (typeof ShardIterator !== 'string') return undefined
  const position = tokenPosition(ShardIterator)
  const [name]: readonly unknown[] = Array.isArray(position) ? position : []
  return typeof name === 'string' ? name : undefined
}
