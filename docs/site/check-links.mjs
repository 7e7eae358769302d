// Every page is built, can be reached, and links to pages and headings that exist. A page loads
// nothing from elsewhere.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dist, pages } from './pages.mjs'

const filesIn = (folder, end) =>
  readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(end))

const problems = []
const expected = filesIn(pages, '.md').map((file) => file.replace(/\.md$/, '.html'))
for (const file of expected) {
  if (!existsSync(new URL(file, dist))) problems.push(`${file} was not built.`)
}

const decode = (text) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")

/** Text of a page that a reader sees as code, or that is data, holds no links. */
const markupOf = (html) =>
  html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<pre[\s\S]*?<\/pre>/g, '')

const html = new Map()
const load = (file) => {
  if (!html.has(file)) {
    const markup = markupOf(readFileSync(new URL(file, dist), 'utf8'))
    const ids = new Set([...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => decode(id)))
    html.set(file, { markup, ids })
  }
  return html.get(file)
}

const base = process.env.SITE_BASE ?? '/'
const origin = 'http://site.example'

/** The file that a file server answers a link with; undefined for other sites. */
function target(href, file) {
  const url = new URL(decode(href), `${origin}${base}${file}`)
  if (url.origin !== origin) return undefined
  const path = decodeURIComponent(url.pathname)
  if (!path.startsWith(base)) return { path: undefined }
  const rest = path.slice(base.length)
  return {
    path: rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest,
    anchor: url.hash.slice(1),
  }
}

const reached = new Set(['index.html'])
const built = filesIn(dist, '.html').filter((file) => file !== '404.html')
for (const file of built) {
  for (const [, tag, href] of load(file).markup.matchAll(
    /<(a|link|img|script)\s[^>]*?(?:href|src)="([^"]*)"/g,
  )) {
    const found = target(href, file)
    if (!found) {
      if (tag !== 'a') problems.push(`${file} loads ${href}.`)
      continue
    }
    const { path, anchor } = found
    const place = path === undefined ? undefined : new URL(path, dist)
    if (!place || !existsSync(place) || !statSync(place).isFile()) {
      problems.push(`${file} links to ${href}, which does not exist.`)
    } else if (tag === 'a') {
      reached.add(path)
      const id = decodeURIComponent(anchor)
      if (id !== '' && path.endsWith('.html') && !load(path).ids.has(id)) {
        problems.push(`${file} links to ${href}, a heading that does not exist.`)
      }
    }
  }
}
for (const file of expected) if (!reached.has(file)) problems.push(`No page links to ${file}.`)

if (problems.length > 0) {
  console.error([...new Set(problems)].slice(0, 50).join('\n'))
  console.error(`${problems.length} problems in ${built.length} pages`)
  process.exit(1)
}
console.log(`${built.length} pages: every link leads to a page and a heading`)
