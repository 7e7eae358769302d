/** GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy. */
import { isObject } from '../../core/json.ts'
import { variablesIn } from '../../core/policies/variables.ts'
import type { Access, Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { IamState } from '../state.ts'
import { checkDocument } from './shared/documents.ts'
import { accessToAll } from './shared/holders.ts'
import { documentsOf } from './simulation/sources.ts'

interface CustomInput {
  readonly PolicyInputList: readonly string[]
}

interface PrincipalInput {
  readonly PolicySourceArn: string
  readonly PolicyInputList?: readonly string[]
}

interface Output {
  readonly ContextKeyNames: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy: Operation<IamState, CustomInput, Output> =
  defineOperation({
    name: 'GetContextKeysForCustomPolicy',
    handles: ['PolicyInputList'],
    access: accessToAll('GetContextKeysForCustomPolicy'),
    run(_state, { PolicyInputList }: CustomInput) {
      for (const document of PolicyInputList) checkDocument(document, 'identity')
      return { ContextKeyNames: keysIn(PolicyInputList) }
    },
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
export const getContextKeysForPrincipalPolicy: Operation<IamState, PrincipalInput, Output> =
  defineOperation({
    name: 'GetContextKeysForPrincipalPolicy',
    handles: ['PolicySourceArn', 'PolicyInputList'],
    access: ({ PolicySourceArn }): readonly Access[] => [
      { action: 'iam:GetContextKeysForPrincipalPolicy', resource: PolicySourceArn },
    ],
    run(state, { PolicySourceArn, PolicyInputList = [] }: PrincipalInput) {
      for (const document of PolicyInputList) checkDocument(document, 'identity')
      const own = documentsOf(state, PolicySourceArn).map(({ document }) => document)
      return { ContextKeyNames: keysIn([...own, ...PolicyInputList]) }
    },
  })

/** The keys of conditions and variables, as the policies write them, each once. */
function keysIn(documents: readonly string[]): string[] {
  const names = new Map<string, string>()
  for (const document of documents) collect(JSON.parse(document), names)
  return [...names.values()]
}

function collect(value: unknown, names: Map<string, string>): void {
  const add = (name: string): void => {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  if (typeof value === 'string') for (const name of variablesIn(value)) add(name)
  if (Array.isArray(value)) for (const one of value) collect(one, names)
  if (!isObject(value)) return
  for (const [member, content] of Object.entries(value)) {
    if (member === 'Condition' && isObject(content)) {
      for (const keys of Object.values(content)) if (isObject(keys)) Object.keys(keys).forEach(add)
    }
    collect(content, names)
  }
}
