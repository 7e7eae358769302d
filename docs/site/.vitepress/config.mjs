import { defineConfig } from 'vitepress'
import { decisions, guide, references, slugify, starts } from '../pages.mjs'

const link =
  (folder) =>
  ({ name, title }) => ({
    text: title,
    link: `/${folder}/${name}`,
  })

const start = { text: 'Getting started', items: starts().map(link('start')) }
const guideBar = [
  start,
  { text: 'What it simulates', link: '/guide/' },
  ...guide().map(({ text, pages }) => ({
    text,
    items: pages.map(link('guide')),
  })),
]
const projectBar = [
  {
    text: 'Project',
    items: [
      { text: 'Fidelity', link: '/fidelity' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Changelog', link: '/changelog' },
      { text: 'Contributing', link: '/contributing' },
      { text: 'Conformance', link: '/conformance' },
      { text: 'Mutation testing', link: '/mutation' },
      { text: 'Decisions', link: '/decisions/' },
    ],
  },
]

/** A column without a title has no header cell, which would be announced as an empty one. */
function plainEmptyHeaders(markdown) {
  markdown.core.ruler.push('plain-empty-headers', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (token.type !== 'th_open' || tokens[index + 1].content !== '') return
      token.tag = tokens[index + 2].tag = 'td'
    })
  })
}

/**
 * The index of the search renders every page once more, and the reference repeats signatures:
 * most of the time of a build was the highlighting of blocks that were highlighted before.
 */
function highlightOnce(markdown) {
  const { highlight } = markdown.options
  const known = new Map()
  markdown.options.highlight = (...block) => {
    const key = JSON.stringify(block)
    const html = known.get(key) ?? highlight(...block)
    known.set(key, html)
    return html
  }
}

export default defineConfig({
  title: 'Miniregion',
  description: 'An AWS region that fits inside one test',
  lang: 'en',
  srcDir: 'pages',
  outDir: 'dist',
  base: process.env.SITE_BASE ?? '/',
  // A file server has the files by their names.
  cleanUrls: false,
  metaChunk: true,
  markdown: {
    // No document holds HTML; types such as Table<Order> are text.
    html: false,
    anchor: { slugify },
    config(markdown) {
      plainEmptyHeaders(markdown)
      highlightOnce(markdown)
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  // The theme's home page has no main landmark.
  transformHtml: (html) =>
    html.replace('class="VPContent is-home"', 'class="VPContent is-home" role="main"'),
  // The index of the search, which loads at the first search.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    search: { provider: 'local', options: { detailedView: true } },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start/vitest', activeMatch: '^/start/' },
      { text: 'Guide', link: '/guide/', activeMatch: '^/guide/' },
      { text: 'Recipes', link: '/guide/recipes' },
      { text: 'Migrating', link: '/guide/migrating' },
      { text: 'Reference', link: '/api/', activeMatch: '^/api/' },
      { text: 'Fidelity', link: '/fidelity' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Project', link: '/changelog', activeMatch: '^/(changelog|contributing|decisions)' },
    ],
    sidebar: {
      '/start/': guideBar,
      '/guide/': guideBar,
      '/decisions/': [{ text: 'Decisions', items: decisions().map(link('decisions')) }],
      ...references(),
      '/': projectBar,
    },
  },
})
