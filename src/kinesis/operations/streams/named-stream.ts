/** The stream that an input names, by name, by ARN or by both. */
import { buildArn } from '../../../core/resources/arn-form.ts'
import type { Access, World } from '../../../core/world/world.ts'
import { noStreamGiven, streamNotFound, streamsDiffer, type Named } from '../../errors.ts'
import type { KinesisState, Stream } from '../../state.ts'
import { nameInArn, STREAM_ARN } from '../../stream-arn.ts'

export interface StreamInput {
  readonly StreamName?: string
  readonly StreamARN?: string
}

export const STREAM_MEMBERS = ['StreamName', 'StreamARN'] as const

export const arnOf = (name: string, world: World): string =>
  buildArn(STREAM_ARN, world.options, name)

/** The stream, as messages name it. */
export const named = (name: string, { options: { accountId } }: World): Named => ({
  name,
  accountId,
})

/** Returns the name of the stream. Throws AWS's error if the input gives none, or two. */
export function nameIn({ StreamName, StreamARN }: StreamInput): string {
  const name = StreamARN === undefined ? undefined : nameInArn(StreamARN)
  if (StreamName === undefined && name === undefined) throw noStreamGiven()
  if (StreamName !== undefined && name !== undefined && name !== StreamName) throw streamsDiffer()
  return StreamName ?? name ?? ''
}

export function streamNamed(state: KinesisState, name: string, world: World): Stream {
  const stream = state.streams.get(name)
  if (!stream) throw streamNotFound(named(name, world))
  return stream
}

export const findStream = (state: KinesisState, input: StreamInput, world: World): Stream =>
  streamNamed(state, nameIn(input), world)

/** Tells event source mappings that a stream has changed. */
export const wakeReaders = (name: string, world: World): void =>
  world.ports.eventSources?.wake(arnOf(name, world))

/** The permission for an operation on one stream. */
export const accessTo =
  (operation: string) =>
  <Input extends StreamInput>(
    { StreamName, StreamARN }: Input,
    world: World,
  ): readonly Access[] => [
    {
      action: `kinesis:${operation}`,
      resource: StreamARN ?? (StreamName === undefined ? '*' : arnOf(StreamName, world)),
    },
  ]
