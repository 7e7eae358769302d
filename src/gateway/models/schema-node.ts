/** Compiled schemas. */
/** A compiled schema. Nodes refer to each other in circles where their schemas do. */
export interface SchemaNode {
  /** The schema that replaces this one: `$ref`. */
  target: SchemaNode | undefined
  rules: readonly Rule[]
  /** Each member or element of a value, with the schemas that judge it. */
  children: Children
  /** The schemas inside this one that judge the same value: those of `allOf`, `not`, ... */
  readonly within: SchemaNode[]
}

/** Validates one value. */
export interface Run {
  isValid(node: SchemaNode, value: unknown): boolean
  messages(node: SchemaNode, value: unknown): readonly string[]
}

/** The messages for a value that breaks the rule. */
export type Rule = (value: unknown, run: Run) => readonly string[]

export type Children = (
  value: object,
) => Iterable<readonly [child: unknown, nodes: readonly SchemaNode[]]>

/** The node of a schema inside another one. */
export type ToNode = (schema: unknown) => SchemaNode
