/** Statements of policies, as tests write them. */
import { MisuseError } from '../../core/errors.ts'
import { shownValue } from '../../core/checks.ts'
import type { StatementDocument } from '../../core/policies/document.ts'

/** A resource in a statement: its ARN, or a handle that has one. */
export type StatementResource = string | { readonly arn: string }

/** `{ StringEquals: { 'aws:PrincipalTag/team': 'shop' } }` */
export type StatementConditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * A statement that allows actions on resources, for `createRole`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @throws MisuseError for actions that are not `service:Name`, and for resources without an ARN
 * @example
 * import { allow, createRole, Table } from 'miniregion'
 *
 * const orders = new Table('orders', { partitionKey: 'id' })
 * const role = createRole('place', [allow('dynamodb:PutItem', orders)])
 */
export const allow = (
  actions: string | readonly string[],
  resources: StatementResource | readonly StatementResource[],
  conditions?: StatementConditions,
): StatementDocument => statement('Allow', actions, resources, conditions)

/**
 * A statement that denies actions on resources. It wins over every `allow`.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @throws MisuseError for actions that are not `service:Name`, and for resources without an ARN
 * @example
 * import { createRole, allow, deny } from 'miniregion'
 *
 * const role = createRole('reader', [allow('s3:*', '*'), deny('s3:DeleteObject', '*')])
 */
export const deny = (
  actions: string | readonly string[],
  resources: StatementResource | readonly StatementResource[],
  conditions?: StatementConditions,
): StatementDocument => statement('Deny', actions, resources, conditions)

function statement(
  Effect: 'Allow' | 'Deny',
  actions: string | readonly string[],
  resources: StatementResource | readonly StatementResource[],
  Condition: StatementConditions | undefined,
): StatementDocument {
  const caller = Effect === 'Allow' ? 'allow()' : 'deny()'
  const named = [actions].flat() as readonly string[]
  const wrong = named.find((action) => !isAction(action))
  if (named.length === 0 || wrong !== undefined) {
    throw new MisuseError(
      `${caller} received the action ${shownValue(wrong)}.`,
      "an action with its service: 'dynamodb:PutItem', 's3:Get*' or '*'",
    )
  }
  const arns = ([resources].flat() as readonly StatementResource[]).map((one) => arnOf(one, caller))
  return {
    Effect,
    Action: only(named),
    Resource: only(arns),
    ...(Condition && { Condition }),
  }
}

const isAction = (action: unknown): boolean =>
  typeof action === 'string' && (action === '*' || /^[\w-]+:[\w*?]+$/.test(action))

const only = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 ? (list[0] ?? '') : list

function arnOf(resource: unknown, caller: string): string {
  const arn: unknown =
    typeof resource === 'string' ? resource : Reflect.get(Object(resource) as object, 'arn')
  if (typeof arn === 'string' && (arn === '*' || arn.startsWith('arn:'))) return arn
  throw new MisuseError(
    `${caller} received the resource ${shownValue(resource)}.`,
    "a handle, an ARN, or '*'",
  )
}
