import { paginate } from '../../../core/resources/paging.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { formatFunctionArn, parseFunctionName } from '../../definition/function-name.ts'
import { invalidMarker } from '../../errors.ts'
import { toConfiguration } from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'

interface Input {
  readonly EventSourceArn?: string
  readonly FunctionName?: string
  readonly Marker?: string
  readonly MaxItems?: number
}

interface Output {
  readonly EventSourceMappings: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

// AWS: API_ListEventSourceMappings.html: 100 mappings per page.
const PAGE = 100

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings: Operation<LambdaState, Input, Output> = defineOperation({
  name: 'ListEventSourceMappings',
  handles: ['EventSourceArn', 'FunctionName', 'Marker', 'MaxItems'],
  access: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
  run({ mappings }, { EventSourceArn, FunctionName, Marker, MaxItems = PAGE }, { world }) {
    const name =
      FunctionName === undefined ? undefined : parseFunctionName(FunctionName, world.options)
    const functionArn = name && formatFunctionArn(world.options, name.name, name.qualifier)
    // Unverified: that mappings are listed by UUID.
    const found = [...mappings.definitions.values()]
      .filter((mapping) => EventSourceArn === undefined || mapping.sourceArn === EventSourceArn)
      .filter((mapping) => functionArn === undefined || mapping.functionArn === functionArn)
      .sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
    const { items, nextToken } = paginate(found, {
      token: Marker,
      limit: Math.min(MaxItems, PAGE),
      scope: {
        options: world.options,
        service: 'lambda',
        operation: 'ListEventSourceMappings',
        request: JSON.stringify([EventSourceArn, functionArn]),
      },
      keyOf: ({ uuid }) => uuid,
      refuse: invalidMarker,
    })
    const EventSourceMappings = items.map((mapping) =>
      toConfiguration(mapping, mappings.results.get(mapping.uuid)),
    )
    return nextToken === undefined
      ? { EventSourceMappings }
      : { EventSourceMappings, NextMarker: nextToken }
  },
})
