/** `checkTemplate`: what a template would become, before anybody writes a test. */
import { inspect } from 'node:util'
import type { SkippedPart } from '../cloudformation/index.ts'
import { handleKey } from '../core/handle.ts'
import { MisuseError } from '../core/errors.ts'
import { createRegion } from '../region/index.ts'
import { createStack, openHandlers } from './build-stack.ts'
import { findHandler } from './handlers/find-handler.ts'
import { locate } from './locate.ts'
import type { TemplateOptions } from './options.ts'
import { readTemplate, type TemplateSource } from './read-template.ts'

/** One resource of a template, as `checkTemplate` reports it. */
export interface CheckedResource {
  readonly logicalId: string
  readonly type: string
  readonly isSimulated: boolean
  /** Of a function: the source file of its handler, `given`, or how to give one. */
  readonly handler: string | undefined
}

/** The result of `checkTemplate`. Prints as a table. */
export interface TemplateReport {
  readonly resources: readonly CheckedResource[]
  /** Resources and properties without an effect. */
  readonly skipped: readonly SkippedPart[]
  /** The functions without a handler. */
  readonly missingHandlers: readonly string[]
  toString(): string
}

/**
 * Lists what `fromTemplate` would simulate, what it would skip, and which handler each function gets.
 * Creates everything in a region of its own, and runs nothing.
 *
 * @throws MisuseError for a template that CloudFormation refuses
 * @example
 * ```ts
 * console.log(checkTemplate('template.yaml', { load: (file) => import(file) }))
 * ```
 */
export function checkTemplate(
  template: TemplateSource,
  options: TemplateOptions<string> = {},
): TemplateReport {
  const caller = 'checkTemplate()'
  const source = readTemplate(template, caller)
  const { home: world } = createRegion()[handleKey]
  const opened = {
    ...source,
    locate: (resource: Parameters<typeof locate>[0]) => locate(resource, source.folder),
  }
  const parts = openHandlers(options, opened)
  const stack = createStack(world, options.name ?? 'stack', { ...options, strict: false }, opened, {
    caller,
    used: parts.used,
    runsFunctions: false,
  })
  if (stack instanceof Promise) throw new MisuseError(`${caller} cannot run functions.`)
  const skipped = stack.skipped
  const whole = new Set(
    skipped.filter(({ property }) => property === undefined).map(({ logicalId }) => logicalId),
  )
  const resources = Object.values(stack.resources).map(
    ({ logicalId, type, properties, path, metadata }): CheckedResource => {
      const isFunction = type === 'AWS::Lambda::Function'
      const functionName = textIn(properties['FunctionName'])
      const found = isFunction
        ? findHandler({ logicalId, path, functionName, properties, metadata }, parts)
        : undefined
      return {
        logicalId,
        type,
        isSimulated: !whole.has(logicalId),
        handler: found && shown(found),
      }
    },
  )
  const missingHandlers = resources
    .filter(({ handler }) => handler?.startsWith(MISSING))
    .map(({ logicalId }) => logicalId)
  return printable({ resources, skipped, missingHandlers })
}

const MISSING = 'missing: '

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

function shown(found: ReturnType<typeof findHandler>): string {
  switch (found.kind) {
    case 'given':
      return 'given'
    case 'file':
      return found.file
    case 'missing':
      return `${MISSING}${found.reason}`
  }
}

function printable(report: Omit<TemplateReport, 'toString'>): TemplateReport {
  const print = (): string => table(report)
  return Object.defineProperties(
    { ...report },
    {
      toString: { value: print },
      [inspect.custom]: { value: print },
    },
  )
}

function table({ resources, skipped }: Omit<TemplateReport, 'toString'>): string {
  const rows = resources.map(({ logicalId, type, isSimulated, handler }) => [
    logicalId,
    type,
    isSimulated ? (handler ?? 'simulated') : 'skipped',
  ])
  const width = (column: number): number =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0))
  const [first, second] = [width(0), width(1)]
  const lines = rows.map(([id = '', type = '', what = '']) =>
    `${id.padEnd(first)}  ${type.padEnd(second)}  ${what}`.trimEnd(),
  )
  const parts = skipped.map(
    ({ logicalId, property, reason }) =>
      `- ${logicalId}${property === undefined ? '' : ` ${property}`}: ${reason}`,
  )
  return [...lines, ...(parts.length > 0 ? ['', 'Without an effect:', ...parts] : [])].join('\n')
}
