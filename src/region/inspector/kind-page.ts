/** The pages of one kind of resource: the list of its names, and a page for each of them. */
import { html, type Html } from '../../pages/html.ts'
import { section, table } from '../../pages/parts.ts'
import { linkTo, missing, type Inspection, type PageAnswer, type PageRequest } from './context.ts'
import { namesOf } from './names.ts'

type Cell = string | number | Html

/** A kind of resource with pages of its own. */
export interface PagedKind {
  /** `Event buses` */
  readonly title: string
  /** `buses`: in paths, and in the region's coverage. */
  readonly plural: string
  /** `event bus` */
  readonly singular: string
  /** The headings of the list's columns beside the name. */
  readonly headings: readonly string[]
  columns(name: string): readonly Cell[]
}

/** Answers with the list, with the page that `show` makes of a name, or that there is no such name. */
export function kindPage<Answer extends PageAnswer | Promise<PageAnswer>>(
  inspection: Inspection,
  { path }: PageRequest,
  kind: PagedKind,
  show: (name: string) => Answer,
): Answer | PageAnswer {
  const { title, plural, singular, headings } = kind
  const names = namesOf(inspection.world, plural)
  const [, name] = path
  if (name === undefined) {
    return listPage(inspection, title, plural, names, (each) => kind.columns(each), headings)
  }
  return names.includes(name) ? show(name) : missing(`${singular} '${name}'`)
}

/** A list of names, each with its page. */
export function listPage(
  inspection: Inspection,
  title: string,
  plural: string,
  names: readonly string[],
  columns: (name: string) => readonly Cell[] = () => [],
  headings: readonly string[] = [],
): PageAnswer {
  const rows = names.map((name) => [
    html`<a href="${linkTo(inspection, [plural, name])}"><bdi>${name}</bdi></a>`,
    ...columns(name),
  ])
  const body =
    rows.length === 0 ? html`<p>There are none.</p>` : table(title, ['Name', ...headings], rows)
  return { title, body: section('list', title, body, { count: names.length }) }
}
