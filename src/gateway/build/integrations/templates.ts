/** Checks and parses mapping templates. */
import { nameOf } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { Templates } from '../../api/integrations/integrations.ts'
import type { Template, TemplateSet } from '../../api/integrations/mapped-integration.ts'
import { TEMPLATE_LIMIT_BYTES } from '../../limits.ts'
import { rooms } from '../../rooms.ts'
import type { Where } from './options.ts'

export function toTemplates(given: Templates | undefined, where: Where): TemplateSet {
  return new Map(
    Object.entries(given ?? {}).map(([type, text]) => [
      type,
      toTemplate(text, `${where}['${type}']`),
    ]),
  )
}

/** Only a text with references, directives or escapes needs Velocity. */
const isStatic = (text: string): boolean => !/[$#\\]/.test(text)

function toTemplate(text: unknown, where: Where): Template {
  if (typeof text !== 'string')
    throw new MisuseError(`${where} is ${nameOf(text)}.`, 'the text of a mapping template')
  if (Buffer.byteLength(text) > TEMPLATE_LIMIT_BYTES)
    throw new MisuseError(
      `${where} has ${Buffer.byteLength(text)} bytes.`,
      `a mapping template of at most ${TEMPLATE_LIMIT_BYTES / 1024} KB`,
    )
  return { text, nodes: isStatic(text) ? undefined : compile(text, where) }
}

function compile(text: string, where: Where): Template['nodes'] {
  const { compileTemplate, TemplateError } = rooms.templates()
  try {
    return compileTemplate(text)
  } catch (error) {
    if (error instanceof TemplateError)
      throw new MisuseError(
        `${where} cannot be parsed: ${error.message}.`,
        'a template in the Velocity Template Language',
      )
    throw error
  }
}
