/** The templates of nested stacks, from local files. */
import { isAbsolute, resolve } from 'node:path'
import type { NestedStacks } from '../cloudformation/index.ts'
import { explain } from './explain.ts'
import { locate } from './locate.ts'
import { handlerSource, type HandlerParts } from './handlers/find-handler.ts'
import { readFile } from './read-template.ts'

/** A `TemplateURL` is a path from the folder of the template that names it. */
export const nestedStacks =
  (folder: string, parts: HandlerParts, caller: string): NestedStacks =>
  (url) => {
    if (/^(?:https?|s3):/.test(url)) return undefined
    const file = isAbsolute(url) ? url : resolve(folder, url)
    const { document, source, shown, folder: own } = readFile(file, url, caller)
    const ownParts: HandlerParts = { ...parts, locate: (resource) => locate(resource, own) }
    return {
      document: document.value,
      source,
      sources: {
        handlers: handlerSource(ownParts),
        nested: nestedStacks(own, ownParts, caller),
        read: readPart(own, caller),
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
