/** Links to networks: what private integrations of REST APIs name as their connection. */

export interface VpcLink {
  readonly id: string
  readonly name: string
  readonly description: string | undefined
  readonly targetArns: readonly string[]
  readonly tags: Readonly<Record<string, string>> | undefined
}

/** In the order of creation. */
export type VpcLinks = ReadonlyMap<string, VpcLink>
