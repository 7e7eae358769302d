/** The templates of nested stacks. */
import { isAbsolute, resolve } from 'node:path'
import type { FunctionResource, NestedStacks } from '../cloudformation/index.ts'
import { explain } from './explain.ts'
import { locate } from './locate.ts'
import { handlerSource, type HandlerParts } from './handlers/find-handler.ts'
import type { CodeLocation } from './handlers/find-source.ts'
import { readFile, type SourceTemplate } from './read-template.ts'

/** One template, ready to be created. */
export interface StackSource extends SourceTemplate {
  /** Where the code of a function is. */
  locate(resource: FunctionResource): CodeLocation
  /** Finds the templates of nested stacks. Default: local files, from the template's folder. */
  readonly nested?: FindTemplate
}

/** Returns the template behind a `TemplateURL`. Undefined for one that is not here. */
type FindTemplate = (url: string) => StackSource | undefined

/** A `TemplateURL` is a path from the folder of the template that names it. */
const localTemplate =
  (folder: string, caller: string): FindTemplate =>
  (url) => {
    if (/^(?:https?|s3):/.test(url)) return undefined
    const file = isAbsolute(url) ? url : resolve(folder, url)
    const read = readFile(file, url, caller)
    return { ...read, locate: (resource) => locate(resource, read.folder) }
  }

export const nestedStacks =
  ({ folder, nested }: StackSource, parts: HandlerParts, caller: string): NestedStacks =>
  (url) => {
    const found = (nested ?? localTemplate(folder, caller))(url)
    if (!found) return undefined
    const { document, source, shown } = found
    const ownParts: HandlerParts = { ...parts, locate: (resource) => found.locate(resource) }
    return {
      document: document.value,
      source,
      sources: {
        handlers: handlerSource(ownParts),
        nested: nestedStacks(found, ownParts, caller),
        read: readPart(found.folder, caller),
        explain: (error) => explain(shown, document, error),
      },
    }
  }

/** Reads a file that a template names, by a path from the template's own folder. */
export const readPart =
  (folder: string, caller: string) =>
  (location: string): unknown => {
    if (/^(?:https?|s3):/.test(location)) return undefined
    const file = isAbsolute(location) ? location : resolve(folder, location)
    return readFile(file, location, caller).document.value
  }
