/** The options of `fromTemplate`, `fromCdk` and `fromServerless`. */
import type { FunctionReference } from '../core/world/ports.ts'

/** A module's importer in a bundler: Vite's `import.meta.glob`, by path. */
export type ModuleGlob = Readonly<Record<string, () => Promise<unknown>>>

// Handlers have every event and result.
// oxlint-disable-next-line typescript/no-explicit-any
export type TemplateHandler = ((...args: any[]) => unknown) | FunctionReference

export interface TemplateOptions<Name extends string = 'stack'> {
  /** The name of the stack and of its handle. Default `'stack'`. */
  readonly name?: Name
  /** Values of the template's parameters. Numbers and lists are written as text. */
  readonly parameters?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /**
   * Handlers by logical id, construct path, function name, or the template's own text of the handler
   * (`'src/place.handler'`).
   */
  readonly handlers?: Readonly<Record<string, TemplateHandler>>
  /**
   * Imports the source file of a handler through the test's own runner: `(file) => import(file)`, or
   * the result of Vite's `import.meta.glob`. The file is found from CodeUri, Handler and bundler
   * settings. Default: functions have only the handlers in `handlers`.
   */
  readonly load?: ((file: string) => Promise<unknown>) | ModuleGlob
  /** Tags of every resource of the stack. */
  readonly tags?: Readonly<Record<string, string>>
  /** Throws if a part of the template has no effect. Default false: `stack.skipped` lists them. */
  readonly strict?: boolean
}

export const OPTIONS: readonly (keyof TemplateOptions)[] = [
  ...(['name', 'parameters', 'handlers', 'load', 'tags', 'strict'] as const),
]
