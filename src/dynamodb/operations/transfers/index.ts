/** Exports to buckets and imports from them. They load at the first call of any. */
export { describeExport, exportTableToPointInTime, listExports } from './exports.ts'
export { describeImport, importTable, listImports } from './imports.ts'
export { exportTable } from './export-table.ts'
