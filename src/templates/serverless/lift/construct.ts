/** One construct of the plugin serverless-lift. */
import { createHash } from 'node:crypto'
import type { Draft } from '../draft.ts'
import type { Properties } from '../service.ts'

export interface Construct {
  /** Its name in the file: `jobs`. */
  readonly id: string
  readonly settings: Properties
  /** `shop-dev` */
  readonly stackName: string
}

/** A function that a construct adds, or events for one that the file has. */
export interface ConstructFunction {
  readonly name: string
  /** Undefined for a function that the file has. */
  readonly properties: Properties | undefined
  readonly events: readonly Properties[]
}

/** What one kind of construct becomes. */
export interface ConstructKind {
  /** Adds its resources. `timeoutOf`: the timeout of a function, in seconds. */
  add(construct: Construct, draft: Draft, timeoutOf: (name: string) => number): void
  /** The values of `${construct:jobs.queueUrl}`. */
  variables(construct: Construct): Properties
  functions?(construct: Construct): ConstructFunction[]
  /** What the functions of the service may do with it. */
  statements?(construct: Construct): Properties[]
  /** The logical ids that `extensions` change, by their names. */
  extensions(construct: Construct): Readonly<Record<string, string>>
}

/**
 * The logical id that CDK, which the plugin is built on, gives a resource: its path without the last
 * part `Resource`, and the beginning of a hash of the whole path.
 */
// AWS: aws-cdk, packages/aws-cdk-lib/core/lib/private/uniqueid.ts
export function idOf({ id }: Pick<Construct, 'id'>, ...path: readonly string[]): string {
  const whole = [id, ...path]
  const hash = createHash('md5').update(whole.join('/')).digest('hex').slice(0, 8).toUpperCase()
  const shown = whole.filter((part) => part !== 'Resource')
  return `${shown.join('').replaceAll(/[^A-Za-z0-9]/g, '')}${hash}`
}

/** Of a construct of the second level, whose resource is a child of it. */
export const resourceOf = (construct: Pick<Construct, 'id'>, ...path: readonly string[]): string =>
  idOf(construct, ...path, 'Resource')
