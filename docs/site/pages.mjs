/** The documents as pages, for the stage, the settings of the site and the checks. */
import { readdirSync, readFileSync } from 'node:fs'
import { groups, runners } from './groups.mjs'

export const docs = new URL('../', import.meta.url)
export const root = new URL('../', docs)
export const pages = new URL('pages/', import.meta.url)
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
