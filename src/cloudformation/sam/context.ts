/** The template that the transform writes, as its parts see it. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import { isObject } from '../../core/json.ts'
import { createHash } from 'node:crypto'
import { setOwn } from '../../core/set-own.ts'

export type Properties = Record<string, unknown>

/** A resource of the result. */
export interface Resource extends Properties {
  readonly Type: string
  readonly Properties?: Properties
}

/** A resource of the source, with the globals merged in. */
export interface SamResource {
  readonly id: string
  readonly properties: Properties
  /** Attributes that every generated resource keeps: Condition, DependsOn, Metadata. */
  readonly attributes: Properties
}

export class SamContext {
  readonly #resources: Record<string, Resource>
  readonly #parameters: Readonly<Record<string, unknown>>
  readonly #source: Properties
  readonly #made = new Map<string, string>()

  /** `source`: the resources of the template. `parameters`: values and defaults. */
  constructor(source: Properties, parameters: Readonly<Record<string, unknown>>) {
    this.#source = source
    this.#parameters = parameters
    this.#resources = {}
  }

  get resources(): Record<string, Resource> {
    return this.#resources
  }

  /** Adds a resource. Members that are undefined are left out. */
  add(id: string, Type: string, Properties: Properties, attributes: Properties = {}): void {
    setOwn(this.#resources, id, { Type, ...attributes, Properties: withoutUndefined(Properties) })
  }

  /** Lets the template refer to a generated resource: `PlaceFunction.Version`. */
  refer(id: string, property: string, made: string): void {
    this.#made.set(`${id}.${property}`, made)
  }

  /** The generated resources that the template can refer to. */
  get references(): ReadonlyMap<string, string> {
    return this.#made
  }

  /** Passes a resource on as it is. */
  keep(id: string, resource: Resource): void {
    setOwn(this.#resources, id, resource)
  }

  /** The source of another resource, by logical id. */
  sourceOf(id: string): Properties | undefined {
    const resource = Object.hasOwn(this.#source, id) ? this.#source[id] : undefined
    return isObject(resource) ? resource : undefined
  }

  /** The value of a parameter that a property refers to; any other value unchanged. */
  resolve(value: unknown): unknown {
    if (!isObject(value) || Object.keys(value).length !== 1) return value
    const name = value['Ref']
    return typeof name === 'string' && Object.hasOwn(this.#parameters, name)
      ? this.#parameters[name]
      : value
  }
}

/** The attributes that a resource of SAM hands on to the resources that are made for it. */
// AWS: serverless-application-model, samtranslator/model/__init__.py
export const inherited = ({
  Condition,
  DeletionPolicy,
  UpdateReplacePolicy,
}: Properties): Properties => withoutUndefined({ Condition, DeletionPolicy, UpdateReplacePolicy })

/** The first characters of a hash, as SAM appends them to the ids of versions and deployments. */
export const hashOf = (value: unknown): string =>
  createHash('sha1')
    .update(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    .digest('hex')
    .slice(0, 10)

export const ref = (id: string): Properties => ({ Ref: id })
export const getAtt = (id: string, attribute: string): Properties => ({
  'Fn::GetAtt': [id, attribute],
})

/** The logical id in `{ Ref: id }` or `{ Fn::GetAtt: [id, ...] }`. */
export function referencedId(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  if (typeof value['Ref'] === 'string') return value['Ref']
  const attribute = value['Fn::GetAtt']
  if (typeof attribute === 'string') return attribute.split('.')[0]
  const [id] = Array.isArray(attribute) ? (attribute as unknown[]) : []
  return typeof id === 'string' ? id : undefined
}

export const propertiesIn = (value: unknown): Properties => (isObject(value) ? value : {})
