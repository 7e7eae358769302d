/** Where the code of a template's function is. */
import { isObject } from '../core/json.ts'
import { type FunctionResource } from '../cloudformation/index.ts'
import type { CodeLocation } from './handlers/find-source.ts'

/** The SAM transform keeps CodeUri, and the settings of the build, in the function's metadata. */
export function locate({ properties, metadata }: FunctionResource, folder: string): CodeLocation {
  const details = isObject(metadata) ? metadata : {}
  const build = isObject(details['BuildProperties']) ? details['BuildProperties'] : {}
  const code = isObject(properties['Code']) ? properties['Code'] : {}
  const uri = details['CodeUri'] ?? properties['CodeUri'] ?? code['S3Key']
  return {
    code: typeof uri === 'string' ? uri : '.',
    handler: typeof properties['Handler'] === 'string' ? properties['Handler'] : 'index.handler',
    entryPoints: toTexts(build['EntryPoints']),
    folder,
  }
}

const toTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
