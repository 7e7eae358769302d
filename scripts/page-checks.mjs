/**
 * Runs inside a page. Returns what a reader would stumble over: text without contrast, headings out
 * of order, fields without a name, a page wider than its screen, text that became markup.
 */
export function problemsOf({ width }) {
  const problems = []
  const name = (element) =>
    `<${element.tagName.toLowerCase()}> ${element.textContent.trim().slice(0, 40)}`
  if (document.documentElement.scrollWidth > width)
    problems.push(`${document.documentElement.scrollWidth} px wide`)
  if (document.documentElement.lang !== 'en') problems.push('no language')
  if (document.querySelectorAll('h1').length !== 1) problems.push('not one h1')
  if (document.querySelectorAll('main').length !== 1) problems.push('not one main')

  let level = 1
  for (const heading of document.querySelectorAll('main h1, main h2, main h3, main h4')) {
    const next = Number(heading.tagName[1])
    if (next > level + 1) problems.push(`${heading.tagName} after h${level}: ${name(heading)}`)
    level = next
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!field.labels?.[0]?.textContent.trim()) problems.push(`no label: ${field.name}`)
  for (const button of document.querySelectorAll('button, a[href], summary'))
    if (!button.textContent.trim()) problems.push(`no text: ${button.outerHTML.slice(0, 80)}`)
  for (const svg of document.querySelectorAll('svg'))
    if (!svg.getAttribute('aria-label')) problems.push('a picture without a name')
  // Whatever scrolls can be reached by keyboard.
  for (const box of document.querySelectorAll('pre, .scroll'))
    if (box.scrollWidth > box.clientWidth + 1 && box.tabIndex < 0)
      problems.push(`cannot be scrolled by keyboard: ${name(box)}`)
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    problems.push(`two elements with the id ${id}`)

  // Markup of a payload.
  const foreign = document.querySelectorAll(
    'img, iframe, object, embed, [onerror], [onload], [style]',
  )
  for (const element of foreign) problems.push(`foreign: ${element.outerHTML.slice(0, 80)}`)
  if (document.scripts.length !== 1) problems.push(`${document.scripts.length} scripts`)
  for (const link of document.querySelectorAll('a'))
    if (!/^(?:https?|file):$/.test(link.protocol ?? 'http:') && !(link instanceof SVGElement))
      problems.push(`a link to ${link.href.slice(0, 40)}`)

  // WCAG 2.2, 1.4.3: 4.5 to 1.
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number)
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const backgroundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor)
      if (colour.length < 4 || colour[3] === 1) return colour
    }
    return parse(getComputedStyle(document.body).backgroundColor)
  }
  const seen = new Set()
  for (const element of document.querySelectorAll('body *:not(svg *)')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim(),
    )
    if (!hasText || !element.checkVisibility() || element.closest('.hidden, .skip, script'))
      continue
    const [text, ground] = [parse(getComputedStyle(element).color), backgroundOf(element)]
    const pair = `${text} on ${ground}`
    if (seen.has(pair)) continue
    seen.add(pair)
    const [light, dark] = [luminance(text), luminance(ground)].sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    if (ratio < 4.5) problems.push(`contrast ${ratio.toFixed(2)}: ${pair}: ${name(element)}`)
  }
  return problems
}
