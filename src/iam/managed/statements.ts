/** How the statements of AWS's policies are written here. */
import type { StatementDocument } from '../../core/policies/document.ts'

export const allow = (
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  Condition?: StatementDocument['Condition'],
): StatementDocument => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(Condition && { Condition }),
})

export const passRoleTo = (...services: readonly string[]): StatementDocument =>
  allow('iam:PassRole', '*', {
    StringLike: { 'iam:PassedToService': services.map((name) => `${name}.amazonaws.com`) },
  })

export type Policies = Readonly<Record<string, readonly StatementDocument[]>>
