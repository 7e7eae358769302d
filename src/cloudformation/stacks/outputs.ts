/** The values of a template's outputs, once its resources exist. */
import { TemplateError } from '../errors.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import { NO_VALUE, type Scope } from '../intrinsics/scope.ts'
import type { StackOutput } from '../stack.ts'
import { exportsOf } from '../state.ts'
import type { Deployment } from './deployment.ts'
import { isEnabled } from './plan.ts'

export function outputsOf(deployment: Deployment): ReadonlyMap<string, StackOutput> {
  const { template } = deployment.request
  const scope: Scope = { ...deployment.scope, block: 'Outputs' }
  const outputs = new Map<string, StackOutput>()
  for (const [name, { Value, Condition, Export, Description }] of template.outputs) {
    const path = ['Outputs', name]
    if (!isEnabled(Condition, scope, 'Outputs', template, [...path, 'Condition'])) continue
    const value = evaluate(Value, scope, [...path, 'Value'])
    if (value === NO_VALUE) continue
    const exported = Export && evaluate(Export.Name, scope, [...path, 'Export', 'Name'])
    const exportName = exported === undefined ? undefined : String(exported)
    if (exportName !== undefined) checkExport(deployment, exportName, path)
    outputs.set(name, { value: printed(value), exportName, description: Description })
  }
  return outputs
}

/** Outputs are text; a test may read a list as a list. */
const printed = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

function checkExport({ state, id }: Deployment, name: string, path: readonly string[]): void {
  for (const other of exportsOf(state)) {
    if (other.name !== name || other.stack.id === id) continue
    // Seen: CreateStack in public issues
    throw new TemplateError(
      `Export with name ${name} is already exported by stack ${other.stack.name}.`,
      [...path, 'Export'],
    )
  }
}
