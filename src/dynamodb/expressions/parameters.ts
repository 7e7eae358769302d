/** The checks of a request's expression parameters together, which do not need the table. */
import {
  duplicateAttribute,
  mixedParameters,
  namesWithoutExpression,
  valuesWithoutExpression,
} from './errors.ts'
import type { ExpressionNames, ExpressionValues, Scope } from './grammar/scope.ts'
import { rooms } from '../rooms.ts'

/** The members that requests with expressions share. */
export interface ExpressionInput {
  readonly ExpressionAttributeNames?: ExpressionNames
  readonly ExpressionAttributeValues?: ExpressionValues
}

/** An operation's expression parameters and legacy parameters, in AWS's order. */
export interface ParameterForms {
  readonly expressions: readonly string[]
  readonly legacy: readonly string[]
}

/** Refuses mixed expressions and legacy parameters, and names or values without an expression. */
export function checkParameterForms(input: ExpressionInput, forms: ParameterForms): void {
  const parameters = input as Readonly<Record<string, unknown>>
  const has = (name: string): boolean => parameters[name] !== undefined
  if (forms.expressions.some(has)) {
    if (forms.legacy.some(has)) {
      throw mixedParameters(forms.legacy.filter(has), forms.expressions.filter(has))
    }
  } else if (input.ExpressionAttributeNames) throw namesWithoutExpression()
  if (!input.ExpressionAttributeValues) return
  const withValues = forms.expressions.filter((name) => name !== 'ProjectionExpression')
  if (withValues.length > 0 && !withValues.some(has)) throw valuesWithoutExpression(withValues)
}

/**
 * Checks the names and values of a request and returns the scope of its expressions. `nesting` is
 * whether values have the nesting limit of items.
 */
export const scopeOf = (
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: ExpressionInput,
  nesting = true,
): Scope => rooms.expressions().createScope(names, values, nesting)

export function checkAttributesToGet(names: readonly string[] | undefined): void {
  const repeated = names?.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw duplicateAttribute(repeated)
}
