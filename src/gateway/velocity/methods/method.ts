/** The Java methods that templates call on values. */
import type { Budget } from '../budget.ts'
import { TemplateError } from '../syntax.ts'
import { isKey, type Key, type Texts, type Value } from '../values.ts'

export interface MethodTools extends Texts {
  readonly budget: Budget
}

/** Undefined for arguments that no method of this name takes. */
export type Method<Receiver> = (
  receiver: Receiver,
  values: readonly Value[],
  tools: MethodTools,
) => Value | undefined

/** By name. A Map, because a template may ask for `constructor`. */
export type Methods<Receiver> = ReadonlyMap<string, Method<Receiver>>

export const methods = <Receiver>(
  table: Readonly<Record<string, Method<Receiver>>>,
): Methods<Receiver> => new Map(Object.entries(table))

/** A place in a list or a text. Undefined for a value that is no integer. */
export const toIndex = (value: Value | undefined): number | undefined =>
  typeof value === 'bigint' ? Number(value) : undefined

/** Java throws for a place outside of a list or a text, and the rendering fails. */
export function checkRange(index: number, most: number): void {
  if (index < 0 || index > most) throw new TemplateError(`the index ${index} is out of range`)
}

export const toKey = (value: Value, { print }: MethodTools): Key =>
  isKey(value) ? value : print(value)
