import { UnsupportedError } from '../../core/errors.ts'
import type { Operation } from '../../core/world.ts'
import { latestConfiguration, toConfiguration } from './function-configuration.ts'
import type { LambdaState } from '../state.ts'

interface Input {
  readonly FunctionVersion?: 'ALL'
  readonly Marker?: string
  readonly MasterRegion?: string
  readonly MaxItems?: number
}

interface Output {
  readonly Functions: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

// AWS: API_ListFunctions: 50 configurations per page.
const PAGE = 50

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: Operation<LambdaState, Input, Output> = {
  name: 'ListFunctions',
  run(state, { FunctionVersion, Marker, MasterRegion, MaxItems }, { world }) {
    if (MasterRegion !== undefined) {
      throw new UnsupportedError({
        service: 'Lambda',
        operation: 'ListFunctions',
        parameter: 'MasterRegion',
      })
    }
    const all = [...state.definitions.values()].flatMap((definition) => {
      if (FunctionVersion !== 'ALL') return [latestConfiguration(world, definition)]
      const numbers = Array.from({ length: definition.versions }, (_, index) => String(index + 1))
      return ['$LATEST', ...numbers].map((version) =>
        toConfiguration(world, definition, version, version),
      )
    })
    // Unverified: AWS's marker is opaque; ours is the position.
    const start = Number(Marker ?? 0)
    const end = start + Math.min(MaxItems ?? PAGE, PAGE)
    const Functions = all.slice(start, end)
    return end < all.length ? { Functions, NextMarker: String(end) } : { Functions }
  },
}
