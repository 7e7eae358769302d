/** Checks the conditions and variables of policies about requests to a gateway. */
import { UnsupportedError } from '../../../core/errors.ts'
import { isObject } from '../../../core/json.ts'
import { cidr } from '../../../core/patterns/cidr.ts'
import { readOperator, withMask } from '../../../core/policies/conditions.ts'
import { listOf } from '../../../core/policies/document.ts'
import { variablesIn } from '../../../core/policies/variables.ts'
import type { World } from '../../../core/world/world.ts'
import { isKnownKey } from './condition-values.ts'

/** A policy that AWS does not accept. The message says what is wrong. */
export class PolicyError extends Error {}

/**
 * Checks the conditions of a statement. `policy` names its kind in errors.
 *
 * @throws PolicyError when AWS does not accept them
 * @throws UnsupportedError when a condition key is not simulated
 */
export function checkConditions(world: World, given: unknown, policy: string): void {
  if (given === undefined) return
  if (!isObject(given)) throw new PolicyError('Condition is not an object')
  for (const [name, keys] of Object.entries(given)) {
    if (!isObject(keys)) throw new PolicyError(`Condition.${name} is not an object`)
    const operator = readOperator(name)
    if (!operator) throw new PolicyError(`Condition.${name} is not an operator`)
    for (const [key, value] of Object.entries(keys)) {
      const expected = listOf(value).map(String)
      for (const text of expected) checkVariables(world, text, policy)
      if (!isKnownKey(key)) refuse(world, policy, `Condition key ${key}`)
      if (operator.base === 'IpAddress') for (const text of expected) checkAddress(text)
    }
  }
}

function checkAddress(text: string): void {
  try {
    cidr(withMask(text))
  } catch (error) {
    throw new PolicyError((error as Error).message)
  }
}

/** @throws UnsupportedError when a variable is not simulated */
export function checkVariables(world: World, text: string, policy: string): void {
  const unknown = variablesIn(text).find((key) => !isKnownKey(key))
  if (unknown !== undefined) refuse(world, policy, `policy variable ${unknown}`)
}

function refuse(world: World, operation: string, parameter: string): never {
  throw world.refuse(new UnsupportedError({ service: 'API Gateway', operation, parameter }))
}
