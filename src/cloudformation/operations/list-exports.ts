import { ServiceError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { importersOf } from '../stacks/importers.ts'
import { exportsOf, type CloudFormationState } from '../state.ts'
import { accessTo } from './access-to.ts'
import { pageOf } from './page-of.ts'

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports: Operation<CloudFormationState, { readonly NextToken?: string }, object> =
  defineOperation({
    name: 'ListExports',
    handles: ['NextToken'],
    access: accessTo('ListExports'),
    run(state, { NextToken: token }, { world }) {
      const page = pageOf(world, 'ListExports', [...exportsOf(state)], ({ name }) => name, token)
      const exports = page.items.map(({ name, value, stack }) => ({
        ExportingStackId: stack.id,
        Name: name,
        Value: String(value),
      }))
      return { Exports: exports, ...page.next }
    },
  })

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports: Operation<
  CloudFormationState,
  { readonly ExportName: string; readonly NextToken?: string },
  object
> = defineOperation({
  name: 'ListImports',
  handles: ['ExportName', 'NextToken'],
  access: accessTo('ListImports'),
  run(state, { ExportName: name, NextToken: token }, { world }) {
    const importers = importersOf(state, name)
    if (importers.length === 0) {
      // Seen: ListImports in public issues
      throw new ServiceError('ValidationError', `Export '${name}' is not imported by any stack.`)
    }
    const page = pageOf(world, `ListImports ${name}`, importers, (importer) => importer, token)
    return { Imports: page.items, ...page.next }
  },
})
