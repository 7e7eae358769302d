/** The surroundings in which the intrinsic functions of a template are evaluated. */
import type { Values } from '../template/template.ts'
import type { Path } from '../errors.ts'

/** `AWS::NoValue`: the property does not exist. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue')

/**
 * A value that is known once the resources exist. A function of such a value has such a value. The
 * template is evaluated once like this, before anything is created, so that a wrong one creates
 * nothing.
 */
export const UNKNOWN: unique symbol = Symbol('known after creation')

export interface Scope {
  /** Begins the message about an unresolved name: `Resources`, `Outputs`, `Conditions`. */
  readonly block: string
  readonly mappings: ReadonlyMap<string, Values>
  /** Returns the value of a parameter or a pseudo parameter, or undefined for another name. */
  parameter(name: string): unknown
  /** Returns the physical id of a resource, or undefined for another name. */
  ref(logicalId: string): unknown
  /** Returns an attribute of a resource, or undefined for an unknown resource. */
  attribute(logicalId: string, name: string, path: Path): unknown
  /** Returns the value of a condition, or undefined for an unknown one. */
  condition(name: string, path: Path): boolean | undefined
  /** Returns the value of an export of another stack. */
  importValue(name: string, path: Path): unknown
  /** Returns the value of a dynamic reference: `{{resolve:ssm:/shop/table}}`. */
  dynamicReference(text: string, path: Path): string
  /** The availability zones of a region. Empty text: the stack's own. */
  availabilityZones(region: string): readonly string[]
  /** Names that a misspelt reference may have meant. */
  names(): Iterable<string>
}

/** Evaluates the intrinsic functions inside a value (evaluate.ts). */
export type Evaluate = (value: unknown, scope: Scope, path: Path) => unknown
