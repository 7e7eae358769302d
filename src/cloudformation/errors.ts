/** The errors of templates. Each says where in the template it arose. */
import { ServiceError } from '../core/errors.ts'

/** The way to a value: `['Resources', 'Jobs', 'Properties', 'QueueName']`. */
export type Path = readonly (string | number)[]

/** AWS's refusal of a template. */
export class TemplateError extends ServiceError {
  /** The place in the template. Empty for the template as a whole. */
  readonly path: Path
  /** The likely cause, for people: `Did you mean 'OrdersTable'?` */
  readonly hint: string | undefined

  constructor(message: string, path: Path, hint?: string) {
    super('ValidationError', message)
    this.path = path
    this.hint = hint
    for (const key of ['path', 'hint'] as const)
      Object.defineProperty(this, key, { enumerable: false })
  }
}

/** Whether an error is a refusal of a template. Recognized by its shape: two copies may meet. */
export const isTemplateError = (error: unknown): error is TemplateError =>
  error instanceof Error && 'path' in error && Reflect.get(error, 'code') === 'ValidationError'
