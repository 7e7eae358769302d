/** What the class of an SDK command says of its operation. */
import { nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { isOperationSchema, type OperationSchema } from '../protocol/operation-schema.ts'

/** A command that can be stubbed. */
export interface StubbedCommand {
  /** `PublishCommand`, for messages. */
  readonly name: string
  readonly schema: OperationSchema
  /** A command of lib-dynamodb: its inputs and outputs hold plain values. */
  readonly isDocument: boolean
}

interface CommandInstance {
  readonly schema?: unknown
  /** The command of client-dynamodb that one of lib-dynamodb wraps. */
  readonly clientCommand?: { readonly schema?: unknown }
  readonly resolveMiddleware?: unknown
}

const EXPECTED = "a command's class, such as PublishCommand of @aws-sdk/client-sns"

const isCommand = (value: CommandInstance): boolean =>
  typeof value.resolveMiddleware === 'function' || isOperationSchema(value.schema)

/** Throws a MisuseError for anything that is no command, or one of a client older than schemas. */
export function readCommand(command: unknown): StubbedCommand {
  const instance = instantiate(command)
  if (!instance || !isCommand(instance)) throw notACommand(command)
  const { name } = command as { readonly name: string }
  const { clientCommand } = instance
  const schema = instance.schema ?? clientCommand?.schema
  if (!isOperationSchema(schema)) {
    throw new MisuseError(
      `region.stub() got ${name} of a client that is older than schemas: what the operation answers cannot be read from it.`,
      'a client from 3.972 on',
    )
  }
  return { name, schema, isDocument: clientCommand !== undefined }
}

function instantiate(command: unknown): CommandInstance | undefined {
  if (typeof command !== 'function' || !isClass(command)) return undefined
  try {
    return new (command as new (input: object) => CommandInstance)({})
  } catch {
    // A class with other ideas of its arguments is no command.
    return undefined
  }
}

// An arrow function has no prototype, and calling it would do whatever it does.
const isClass = (value: object): boolean => 'prototype' in value && value.prototype !== undefined

function notACommand(value: unknown): MisuseError {
  const constructed = typeof value === 'object' && value !== null && isCommand(value)
  const slip = constructed ? `Did you mean the class itself: ${value.constructor.name}?` : undefined
  const isNamed = typeof value === 'function' && isClass(value) && value.name !== ''
  const what = isNamed ? `the class ${value.name}` : nameOf(value)
  return new MisuseError(`region.stub() got ${what}.`, EXPECTED, slip)
}
