/** A table in CSV, as rows of cells. Quoted cells may contain commas, line breaks and `""`. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  for (const [whole, quoted, plain = '', end] of text.matchAll(CELL)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.some((cell) => cell.trim() !== '')) rows.push(row)
    row = []
    if (whole === '') break
  }
  return rows
}
