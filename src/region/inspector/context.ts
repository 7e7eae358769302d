/** What the pages of the inspector share: the region, the request, and what a page answers. */
import type { Region } from '../region.ts'
import type { RegionWorld } from '../world.ts'
import { print } from '../../pages/print.ts'
import type { Content } from '../../pages/html.ts'
import { maskOf } from '../report/shown.ts'

/** The inspector of one server. */
export interface Inspection {
  readonly region: Region
  readonly world: RegionWorld
  /** The path of all pages, with the secret: `/_inspector/4f2a.../`. */
  readonly base: string
  /** Test events that the user saved, by function and name. */
  readonly events: Map<string, Map<string, string>>
}

/** A request to a page. */
export interface PageRequest {
  /** `GET` or `POST`. */
  readonly method: string
  /** The decoded segments behind the base: `['tables', 'orders']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  /** The fields of a form that was sent. */
  readonly form: URLSearchParams
}

/** A page, or another page to go to. */
export type PageAnswer =
  | { readonly title: string; readonly body: Content; readonly status?: number }
  | { readonly goTo: string }
  | { readonly download: Uint8Array; readonly name: string }

export type PageHandler = (
  inspection: Inspection,
  request: PageRequest,
) => PageAnswer | Promise<PageAnswer>

/** The path of a page: `tables/orders%2F1?index=byStatus`. */
export function linkTo(
  { base }: Inspection,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString()
  return `${base}${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`
}

/** Secrets are hidden here as well: a screen may be shared. */
export const printValue = ({ world }: Inspection, value: unknown): string =>
  print(value, maskOf(world))

/** A page that does not exist, as something that was just removed. */
export const missing = (what: string): PageAnswer => ({
  title: `There is no ${what}`,
  body: undefined,
  status: 404,
})

/** A field of a form, or undefined if it is empty. */
export const field = (values: URLSearchParams, name: string): string | undefined =>
  values.get(name) || undefined
