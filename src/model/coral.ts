/**
 * The messages of AWS's web service framework, in which most services refuse an input: `2
 * validation errors detected: Value 'x' at 'limit' failed to satisfy constraint: Member must ...;
 * Value null at 'key' failed to satisfy constraint: Member must not be null`.
 */
import { ServiceError } from '../core/errors.ts'
import type { Fault } from './fault.ts'
import { printValue, type PrintStructure } from './print-value.ts'

/**
 * AWS reports no more than ten.
 * Recorded by peers on DynamoDB; seen on CloudWatch Logs (fluent-plugin-cloudwatch-logs#140).
 */
const MOST_FAULTS = 10

/** One entry of the message. */
function printFault({ path, value, demand, shape }: Fault, structure: PrintStructure): string {
  const at = shape.label ?? path
  // AWS, as observed by peers on DynamoDB on 7 October 2026.
  if (at === '') return `Failed to satisfy constraint: ${demand}`
  // Recorded: test_plaintext_size_for_encrypt (KMS, `Value at 'plaintext'`); seen on Cognito
  // (`password`, `username`) and SSM (`value`): members that the model calls sensitive.
  if (shape.label !== undefined || shape.sensitive) {
    return `Value at '${at}' failed to satisfy constraint: ${demand}`
  }
  const shown = value === null ? 'null' : `'${printValue(value, shape, structure)}'`
  return `Value ${shown} at '${at}' failed to satisfy constraint: ${demand}`
}

export function coralMessage(faults: readonly Fault[], structure: PrintStructure): string {
  const shown = faults.slice(0, MOST_FAULTS)
  const count = shown.length === 1 ? '1 validation error' : `${shown.length} validation errors`
  return `${count} detected: ${shown.map((fault) => printFault(fault, structure)).join('; ')}`
}

/**
 * AWS refuses a value of a wrong type before it checks any constraint.
 * Unverified: that the first one is reported; how services that read JSON in REST answer.
 */
export const wrongTypeIn = (faults: readonly Fault[]): ServiceError | undefined => {
  const fault = faults.find(({ kind }) => kind === 'type')
  return fault && new ServiceError('SerializationException', fault.demand)
}
