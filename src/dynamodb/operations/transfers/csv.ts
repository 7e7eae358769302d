/** Rows of comma-separated values. RFC 4180: quoted values may hold delimiters and line ends. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let value = ''
  let isQuoted = false
  const endRow = (): void => {
    if (row.length > 0 || value !== '') rows.push([...row, value])
    row = []
    value = ''
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (isQuoted) {
      if (char !== '"') value += char
      else if (text.charAt(at + 1) === '"') {
        value += '"'
        at++
      } else isQuoted = false
    } else if (char === '"' && value === '') isQuoted = true
    else if (char === delimiter) {
      row.push(value)
      value = ''
    } else if (char === '\n') endRow()
    else if (char !== '\r' || text.charAt(at + 1) !== '\n') value += char
  }
  endRow()
  return rows
}
