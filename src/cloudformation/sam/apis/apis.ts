/** The APIs of a SAM template: those it declares, and the two that events imply. */
import { referencedId, type Properties, type SamContext, type SamResource } from '../context.ts'
import { invalidEvent } from '../errors.ts'
import type { SamEvent } from '../events/event.ts'
import type { ApiSource } from './document.ts'
import { addHttpApi, HTTP_EVENT } from './http-api.ts'
import { addRestApi, REST_EVENT } from './rest-api.ts'

/** How one kind of API is written. */
export interface ApiKind {
  /** The type of its resource: `AWS::Serverless::Api`. */
  readonly type: string
  /** The logical id of the API that events without one belong to. */
  readonly implicitId: string
  /** The event's property that names the API. */
  readonly property: string
  add(api: ApiSource, context: SamContext): void
}

const KINDS: readonly ApiKind[] = [
  {
    type: 'AWS::Serverless::Api',
    implicitId: 'ServerlessRestApi',
    property: REST_EVENT,
    add: addRestApi,
  },
  {
    type: 'AWS::Serverless::HttpApi',
    implicitId: 'ServerlessHttpApi',
    property: HTTP_EVENT,
    add: addHttpApi,
  },
]

export class Apis {
  readonly #context: SamContext
  readonly #declared = new Map<string, { readonly kind: ApiKind; readonly resource: SamResource }>()
  readonly #routes: SamEvent[] = []

  constructor(context: SamContext) {
    this.#context = context
  }

  /** Takes a declaration of an API. Returns false for any other type. */
  declare(type: string, resource: SamResource): boolean {
    const kind = KINDS.find((one) => one.type === type)
    if (kind) this.#declared.set(resource.id, { kind, resource })
    return kind !== undefined
  }

  /** Takes an event of the type Api or HttpApi. */
  addRoute(event: SamEvent): void {
    this.#routes.push(event)
  }

  /** Writes all APIs, once every function has been read. */
  finish(globalsOfRest: Properties, globalsOfHttp: Properties): void {
    for (const kind of KINDS) {
      const isRest = kind.property === REST_EVENT
      const events = this.#routes.filter(({ type }) => (type === 'Api') === isRest)
      const byApi = this.#byApi(events, kind)
      for (const [id, { kind: own, resource }] of this.#declared)
        if (own === kind) kind.add({ ...resource, events: byApi.get(id) ?? [] }, this.#context)
      const implied = byApi.get(kind.implicitId)
      if (!implied || this.#declared.has(kind.implicitId)) continue
      const properties = isRest
        ? { ...globalsOfRest, StageName: globalsOfRest['StageName'] ?? 'Prod' }
        : globalsOfHttp
      kind.add({ id: kind.implicitId, properties, attributes: {}, events: implied }, this.#context)
    }
  }

  #byApi(events: readonly SamEvent[], kind: ApiKind): ReadonlyMap<string, SamEvent[]> {
    const byApi = new Map<string, SamEvent[]>()
    for (const event of events) {
      const id = this.#apiOf(event, kind)
      byApi.set(id, [...(byApi.get(id) ?? []), event])
    }
    return byApi
  }

  #apiOf(event: SamEvent, { property, implicitId, type }: ApiKind): string {
    const given = event.properties[property]
    if (given === undefined) return implicitId
    const id = typeof given === 'string' ? given : referencedId(given)
    if (id !== undefined && this.#declared.has(id)) return id
    const other = id === undefined ? undefined : this.#context.sourceOf(id)
    // An API of plain CloudFormation has its own routes: SAM leaves it alone.
    if (other) return String(id)
    throw invalidEvent(
      event.functionId,
      event.name,
      `${property} must be a valid reference to an '${type}' resource in same template.`,
    )
  }
}
