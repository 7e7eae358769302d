/** The resource policy of a REST API, as its definition keeps it. */
import type { Policy } from '../../core/policies/document.ts'

/** A policy document: text, or the object itself. */
export type PolicyDocument = string | Readonly<Record<string, unknown>>

export type ResourcePolicy = Policy
