/** The documents as pages, for the stage, the settings of the site and the checks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { groups, runners } from './groups.mjs'

export const docs = new URL('../', import.meta.url)
export const root = new URL('../', docs)
export const pages = new URL('pages/', import.meta.url)
/** Texts that pages are put together from. */
export const parts = new URL('parts/', import.meta.url)
export const dist = new URL('dist/', import.meta.url)

/** Returns GitHub's anchor of a heading, as test/usage/docs.test.ts has it. */
export const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

const titleOf = (file) => /^# (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? ''

const namesIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replace(/\.md$/, ''))
    .sort()

/** Returns the guide by subject, with the pages that no subject names at the end. */
export function guide() {
  const folder = new URL('guide/', docs)
  const names = namesIn(folder)
  const known = new Set(Object.values(groups).flat())
  const about = ['architecture']
  const more = names.filter((name) => !known.has(name) && !about.includes(name))
  return Object.entries({ ...groups, More: more, 'How it works': about })
    .map(([text, listed]) => ({
      text,
      pages: listed
        .filter((name) => names.includes(name))
        .map((name) => ({ name, title: titleOf(new URL(`${name}.md`, folder)) })),
    }))
    .filter((group) => group.pages.length > 0)
}

export const starts = () => Object.entries(runners).map(([name, title]) => ({ name, title }))

export const decisions = () => {
  const folder = new URL('decisions/', docs)
  return namesIn(folder).map((name) => ({ name, title: titleOf(new URL(`${name}.md`, folder)) }))
}

const KINDS = {
  functions: 'Functions',
  classes: 'Classes',
  variables: 'Variables',
  interfaces: 'Interfaces',
  'type-aliases': 'Types',
}

/** The modules of the reference: the name of the entry, and what it is, in the order of use. */
export const modules = [
  ['index', 'Regions and everything in them.'],
  [
    'vitest',
    'For Vitest: the matchers, and hooks that put the default region back after each test.',
  ],
  ['jest', 'The same for Jest.'],
  ['assert', 'The matchers as functions, for any runner.'],
  ['node-test', 'The same for node:test, with the matchers as functions.'],
  ['auto', 'Every AWS SDK client of the process is answered by the current region.'],
  ['templates', 'Regions from SAM, CDK, CloudFormation, serverless.yml and OpenAPI.'],
  ['reporter', 'For Vitest, Jest and node:test: an index of a run.'],
].map(([folder, about]) => ({
  folder,
  name: folder === 'index' ? 'miniregion' : `miniregion/${folder}`,
  about,
}))

const MOST_NAMES = 60

/**
 * Returns the sidebars of the reference by the beginning of the path. Each page lists its own kind
 * only, and of a large kind the names with its initial: all names on every page would be most of
 * the site.
 */
export function references() {
  const overview = {
    text: 'Reference',
    link: '/api/',
    items: modules.map(({ folder, name }) => ({ text: name, link: `/api/${folder}/` })),
  }
  const bars = modules.flatMap(({ folder }) => {
    const here = `/api/${folder}/`
    const kinds = Object.keys(KINDS).filter((kind) =>
      existsSync(new URL(`.${here}${kind}/`, pages)),
    )
    const bar = (listed, names = [], initial = '') => [
      overview,
      ...kinds.map((kind) => ({
        text: kind === listed && initial ? `${KINDS[kind]}: ${initial}` : KINDS[kind],
        link: `${here}#${kind}`,
        ...(kind === listed && {
          items: names.map((name) => ({ text: name, link: `${here}${kind}/${name}` })),
        }),
      })),
    ]
    const ofKinds = kinds.flatMap((kind) => {
      const names = namesIn(new URL(`.${here}${kind}/`, pages))
      const path = `${here}${kind}/`
      if (names.length <= MOST_NAMES) return [[path, bar(kind, names)]]
      return [...new Set(names.map(([initial]) => initial))].map((initial) => {
        const some = names.filter((name) => name.startsWith(initial))
        return [path + initial, bar(kind, some, initial)]
      })
    })
    const [first] = ofKinds
    return [[here, first ? first[1] : [overview]], ...ofKinds]
  })
  return { '/api/': [overview], ...Object.fromEntries(bars) }
}
