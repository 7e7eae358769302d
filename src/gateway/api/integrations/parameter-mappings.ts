/** Parameter mappings of HTTP APIs, parsed from their texts. */

/** Stands for all members in a path: `.*` */
export const ALL: unique symbol = Symbol('*')

/** A member's name, an index, or all. */
export type BodyStep = string | number | typeof ALL

/** What a part of a source reads. */
export type SourcePart =
  | { readonly from: 'text'; readonly text: string }
  | {
      readonly from:
        'header' | 'querystring' | 'path' | 'context' | 'stageVariables' | 'responseHeader'
      readonly name: string
    }
  | { readonly from: 'wholePath' | 'wholeBody' }
  | { readonly from: 'body' | 'responseBody'; readonly steps: readonly BodyStep[] }

/** Parts that are joined. A source without a value for one of them has no value. */
export type MappingSource = readonly SourcePart[]

export interface ParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove'
  readonly target: 'header' | 'querystring' | 'path' | 'statuscode'
  readonly name: string
  readonly source: MappingSource
}

/** The mappings of an integration. */
export interface ParameterMappings {
  readonly request: readonly ParameterMapping[]
  /** By the status of the integration's response. */
  readonly responses: ReadonlyMap<number, readonly ParameterMapping[]>
}
