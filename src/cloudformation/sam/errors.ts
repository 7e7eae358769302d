/** The refusals of the SAM transform. */
import { TemplateError, type Path } from '../errors.ts'

// AWS: serverless-application-model, samtranslator/model/exceptions.py (the form of the message)
const invalidDocument = (detail: string, path: Path, hint?: string): TemplateError =>
  new TemplateError(
    `Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. ${detail}`,
    path,
    hint,
  )

export const invalidResource = (id: string, problem: string, hint?: string): TemplateError =>
  invalidAt(id, problem, ['Resources', id], hint)

/** Of a resource that SAM makes, or of a part of one: the place in the template is another. */
export const invalidAt = (id: string, problem: string, path: Path, hint?: string): TemplateError =>
  invalidDocument(`Resource with id [${id}] is invalid. ${problem}`, path, hint)

export const invalidEvent = (
  id: string,
  event: string,
  problem: string,
  hint?: string,
): TemplateError =>
  invalidDocument(
    `Resource with id [${id}] is invalid. Event with id [${event}] is invalid. ${problem}`,
    ['Resources', id, 'Properties', 'Events', event],
    hint,
  )

export const invalidGlobals = (problem: string, hint?: string): TemplateError =>
  invalidDocument(`'Globals' section is invalid. ${problem}`, ['Globals'], hint)
