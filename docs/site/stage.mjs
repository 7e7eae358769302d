// Copies the documents to pages/, where links between them are links between pages, and writes the
// pages that the repository does not hold: indexes, and the reference from TSDoc.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Application } from 'typedoc'
import { decisions, docs, guide, modules, pages, parts, root } from './pages.mjs'

const read = (file) => readFileSync(file, 'utf8')

/** The page of each document, by the path of the document in the repository. */
const places = new Map([
  ['CHANGELOG.md', 'changelog.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
  ['README.md', 'index.md'],
  ['test/conformance/README.md', 'conformance.md'],
  ['docs/decisions/', 'decisions/index.md'],
  ['docs/guide/', 'guide/index.md'],
])
for (const folder of ['', 'start/', 'guide/', 'decisions/']) {
  for (const file of readdirSync(new URL(folder, docs))) {
    if (file.endsWith('.md')) places.set(`docs/${folder}${file}`, folder + file)
  }
}

const up = (page) => '../'.repeat(page.split('/').length - 1)

/** Turns links to documents into links to their pages. Any other relative link is an error. */
function relink(text, path, page) {
  return text.replace(/\]\((?!https?:|#)([^)\s]+)\)/g, (_link, target) => {
    const [file, anchor] = target.split('#')
    const document = new URL(file, new URL(path, root)).href.slice(root.href.length)
    const place = places.get(document)
    if (!place) throw new Error(`${path} links to ${target}, which is no page of the site.`)
    return `](${up(page)}${place}${anchor === undefined ? '' : `#${anchor}`})`
  })
}

/** Removes the indentation of a block that a test has inside a function. */
const dedent = (text) =>
  text.replace(/^(```\w*\n)([\s\S]*?)^```$/gm, (_block, open, code) => {
    const lines = code.split('\n').filter((line) => line.trim() !== '')
    const depth = Math.min(40, ...lines.map((line) => /^ */.exec(line)[0].length))
    return `${open}${code.replace(new RegExp(`^ {${depth}}`, 'gm'), '')}\`\`\``
  })

/** Changes the prose only: a block of code may hold what looks like a link. */
const inProse = (text, change) =>
  text
    .split(/^(```[\s\S]*?^```$)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('')

function write(page, text) {
  const file = new URL(page, pages)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text)
}

const list = (items) => items.map(({ name, title }) => `- [${title}](${name}.md)`).join('\n')

rmSync(pages, { recursive: true, force: true })
for (const [path, page] of places) {
  if (path.endsWith('/') || path === 'README.md') continue
  write(page, dedent(inProse(read(new URL(path, root)), (prose) => relink(prose, path, page))))
}

// The table of the README says what each part is for.
const simulated = /^## What it simulates\n([\s\S]*?)^## /m.exec(read(new URL('README.md', root)))
if (!simulated) throw new Error('README.md has no list of what it simulates.')
const table = simulated[1].replace('| | |\n', '| part | what it does |\n')
const subjects = guide().map(({ text, pages: listed }) => `### ${text}\n\n${list(listed)}`)
write(
  'guide/index.md',
  [
    `# What it simulates\n${relink(table, 'README.md', 'guide/index.md')}`,
    'Every operation, with what is refused: [Fidelity](../fidelity.md).',
    `## All pages\n\n${subjects.join('\n\n')}\n`,
  ].join('\n\n'),
)
write(
  'decisions/index.md',
  `# Decisions\n\nEach record keeps one choice that someone may want to undo, with its context and price.\n\n${list(decisions())}\n`,
)

// The reference.
const app = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: modules.map(({ folder }) => fileURLToPath(new URL(`src/${folder}.ts`, root))),
  tsconfig: fileURLToPath(new URL('tsconfig.build.json', root)),
  out: fileURLToPath(new URL('api/', pages)),
  name: 'Reference',
  readme: 'none',
  entryFileName: 'index',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  disableSources: true,
  skipErrorChecking: true,
  sort: ['alphabetical'],
  groupOrder: ['Functions', 'Classes', 'Variables', 'Interfaces', '*'],
  logLevel: 'Error',
})
const project = await app.convert()
if (project) await app.generateOutputs(project)
if (!project || app.logger.hasErrors()) throw new Error('TypeDoc found errors.')

// TypeDoc names modules by their files.
for (const { folder, name } of modules) {
  const page = `api/${folder}/index.md`
  write(page, read(new URL(page, pages)).replace(/^# .*$/m, `# ${name}`))
}
const rows = modules.map(
  ({ folder, name, about }) => `| [\`${name}\`](${folder}/index.md) | ${about} |`,
)
write('api/index.md', `# Reference\n\n| import | what it is |\n|---|---|\n${rows.join('\n')}\n`)

// The example of the home page stands beside its title, where that has room for it.
const home = read(new URL('index.md', pages))
const example = /^## One test\n+(```ts\n[^]*?^```\n)/m.exec(home)
if (!example) throw new Error('docs/index.md has no test to show.')
write('index.md', home.replace(example[0], '## Start'))
mkdirSync(parts, { recursive: true })
writeFileSync(new URL('home-test.md', parts), example[1])
