/** Reads the operation of an SDK command's class. */
import { nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { isOperationSchema, type OperationSchema } from '../protocol/operation-schema.ts'

/** A command that can be stubbed. */
export interface StubbedCommand {
  /** `PublishCommand`, for messages. */
  readonly name: string
  readonly schema: OperationSchema
  /** A command of lib-dynamodb, whose inputs and outputs have plain values. */
  readonly isDocument: boolean
}

interface CommandInstance {
  readonly schema?: unknown
  /** The command of client-dynamodb that a command of lib-dynamodb wraps. */
  readonly clientCommand?: { readonly schema?: unknown }
  readonly resolveMiddleware?: unknown
}

const EXPECTED = "a command's class, such as PublishCommand of @aws-sdk/client-sns"

const isCommand = (value: CommandInstance): boolean =>
  typeof value.resolveMiddleware === 'function' || isOperationSchema(value.schema)

/**
 * Reads a command's class.
 *
 * @throws MisuseError for any other value, and for a command of a client older than schemas
 */
export function readCommand(command: unknown): StubbedCommand {
  const instance = instantiate(command)
  if (!instance || !isCommand(instance)) throw notACommand(command)
  const { name } = command as { readonly name: string }
  const { clientCommand } = instance
  const schema = instance.schema ?? clientCommand?.schema
  if (!isOperationSchema(schema)) {
    throw new MisuseError(
      `region.stub() received ${name} of a client that is older than schemas, which does not describe the operation's output.`,
      'a client of version 3.972 or newer',
    )
  }
  return { name, schema, isDocument: clientCommand !== undefined }
}

function instantiate(command: unknown): CommandInstance | undefined {
  if (typeof command !== 'function' || !isClass(command)) return undefined
  try {
    return new (command as new (input: object) => CommandInstance)({})
  } catch {
    // A class whose constructor fails on a command's arguments is not a command.
    return undefined
  }
}

// An arrow function has no prototype, and calling it would have its side effects.
const isClass = (value: object): boolean => 'prototype' in value && value.prototype !== undefined

function notACommand(value: unknown): MisuseError {
  const constructed = typeof value === 'object' && value !== null && isCommand(value)
  const slip = constructed ? `Did you mean the class itself: ${value.constructor.name}?` : undefined
  const isNamed = typeof value === 'function' && isClass(value) && value.name !== ''
  const what = isNamed ? `the class ${value.name}` : nameOf(value)
  return new MisuseError(`region.stub() received ${what}.`, EXPECTED, slip)
}
