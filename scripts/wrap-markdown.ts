/** The line length of the generated pages. */
const WIDTH = 120

/** Wraps a line of Markdown at spaces. Tables, comments and headings stay on one line. */
export function wrapMarkdown(line: string): string[] {
  if (line.length <= WIDTH || /^[|<#]/.test(line)) return [line]
  const indent = line.startsWith('- ') ? '  ' : ''
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > WIDTH) {
      lines.push(current)
      current = indent + word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}
