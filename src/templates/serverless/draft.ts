/** The CloudFormation template that a service becomes. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { SkippedPart } from '../../cloudformation/index.ts'
import { setOwn } from '../../core/set-own.ts'
import { listOf, type Properties } from './service.ts'

export class Draft {
  readonly #resources: Record<string, Properties> = {}
  readonly #outputs: Record<string, Properties> = {}
  readonly #skipped: SkippedPart[] = []

  get resources(): Readonly<Record<string, Properties>> {
    return this.#resources
  }

  get outputs(): Readonly<Record<string, Properties>> {
    return this.#outputs
  }

  get skipped(): readonly SkippedPart[] {
    return this.#skipped
  }

  has(id: string): boolean {
    return Object.hasOwn(this.#resources, id)
  }

  /** Adds a resource. Members that are undefined are left out. */
  add(id: string, type: string, properties: Properties, attributes: Properties = {}): void {
    setOwn(this.#resources, id, {
      Type: type,
      ...attributes,
      Properties: withoutUndefined(properties),
    })
  }

  /** Changes the properties of a resource that exists. */
  change(id: string, change: (properties: Properties) => Properties): void {
    const resource = this.#resources[id]
    if (!resource) return
    const properties = change({ ...(resource['Properties'] as Properties | undefined) })
    setOwn(this.#resources, id, { ...resource, Properties: properties })
  }

  /** Makes a resource after another one. */
  makeAfter(id: string, other: string): void {
    const resource = this.#resources[id]
    if (!resource) return
    setOwn(this.#resources, id, {
      ...resource,
      DependsOn: [...new Set([...listOf(resource['DependsOn']), other])],
    })
  }

  output(id: string, value: unknown, attributes: Properties = {}): void {
    setOwn(this.#outputs, id, { ...attributes, Value: value })
  }

  skip(logicalId: string, type: string, property: string | undefined, reason: string): void {
    this.#skipped.push({ logicalId, type, property, reason })
  }
}

export const ref = (id: string): Properties => ({ Ref: id })
export const getAtt = (id: string, attribute: string): Properties => ({
  'Fn::GetAtt': [id, attribute],
})
