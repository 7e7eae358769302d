/* oxlint-disable typescript/no-explicit-any -- commands of every client and version are told by their shape */
/**
 * The types that a test writes in place of the SDK's own. All of them derive from a command's
 * shape: the members that every SDK v3 command has had since the first release, and none of the
 * SDK's own types.
 */

/**
 * The class of an AWS SDK v3 command: `PublishCommand`. `input` has the type of its input,
 * `resolveMiddleware` that of its output.
 */
export type CommandClass<Input extends object = any, Output extends object = any> = abstract new (
  ...args: any
) => {
  readonly input: Input
  resolveMiddleware(
    stack: any,
    configuration: any,
    options: any,
  ): (args: any) => Promise<{ response: any; output: Output }>
}

type Leaf =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | ((...args: any) => unknown)

type IsAny<T> = 0 extends 1 & T ? true : false

/**
 * A command's output as a test may write it: without `$metadata`; blobs as strings or bytes;
 * streamed bodies also as a Blob, a ReadableStream or an iterable of bytes; event streams as any
 * iterable of events.
 */
export type Answer<T> =
  IsAny<T> extends true
    ? T
    : T extends Leaf
      ? T
      : T extends { transformToByteArray(...args: any): unknown }
        ? | string
          | Uint8Array
          | Blob
          | ReadableStream
          | Iterable<string | Uint8Array>
          | AsyncIterable<string | Uint8Array>
        : T extends Uint8Array
          ? string | Uint8Array
          : T extends AsyncIterable<infer Event>
            ? Iterable<Answer<Event>> | AsyncIterable<Answer<Event>>
            : T extends readonly (infer Element)[]
              ? readonly Answer<Element>[]
              : T extends object
                ? { [K in keyof T as K extends '$metadata' ? never : K]: Answer<T[K]> }
                : T

/** Prevents that `{ message: 'x' }` passes as an Error instead of an answer. */
type NoErrorMembers<Output> = { readonly [K in Exclude<keyof Error, keyof Output>]?: never }

/** An output, or the error of the call. */
export type AnswerOrError<Output> = (Answer<Output> & NoErrorMembers<Output>) | Error

/**
 * The answer of a stub: an output, an error, or a function of the input that returns, resolves with
 * or throws one of them.
 */
export type StubAnswer<Input, Output> =
  | AnswerOrError<Output>
  | ((input: Received<Input>) => AnswerOrError<Output> | Promise<AnswerOrError<Output>>)

/**
 * A command's input as a stub receives it: blobs and streamed bodies are bytes, whatever the client
 * was given.
 */
export type Received<T> =
  IsAny<T> extends true
    ? T
    : [Extract<T, Uint8Array>] extends [never]
      ? ReceivedValue<T>
      : // A union with numbers or booleans is a plain value of lib-dynamodb.
        [Extract<T, number | boolean>] extends [never]
        ? Uint8Array | Extract<T, undefined>
        : T

type ReceivedValue<T> = T extends Leaf
  ? T
  : T extends AsyncIterable<any>
    ? T
    : T extends readonly (infer Element)[]
      ? Received<Element>[]
      : T extends object
        ? { [K in keyof T]: Received<T[K]> }
        : T

/**
 * Some members of an input, at any depth. Each may be an asymmetric matcher. Bytes may be written
 * as a string.
 */
export type When<T> =
  IsAny<T> extends true
    ? any
    : T extends Uint8Array
      ? string | Uint8Array
      : T extends Leaf
        ? T
        : T extends readonly (infer Element)[]
          ? readonly When<Element>[]
          : T extends object
            ? { [K in keyof T]?: When<T[K]> | undefined }
            : T
