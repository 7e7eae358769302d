/** Compiles working copies of every kind. */
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import { compileHttp } from './compile-http.ts'
import { compileRest } from './compile-rest.ts'

/** The definition that the working copy of an API compiles to. */
export function compile(world: World, api: Api): ApiDefinition {
  const { draft } = api
  if (!draft) return api.working
  return draft.kind === 'rest' ? compileRest(world, api, draft) : compileHttp(world, api, draft)
}
