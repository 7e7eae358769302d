/** The form of cases in their files. */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export interface Step {
  readonly when: JsonObject & { readonly kind: string }
  readonly then: JsonObject
}

export interface Case {
  readonly id: string
  readonly title: string
  readonly recorded: boolean
  readonly given?: JsonObject
  readonly when?: Step['when']
  readonly then?: Step['then']
  readonly steps?: readonly Step[]
  readonly note?: string
}

export const stepsOf = ({ steps, when, then }: Case): readonly Step[] =>
  steps ?? [{ when: when!, then: then ?? {} }]

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
