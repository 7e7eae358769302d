/** What a gateway says of itself: its document, its reference, its coverage. */
export { coverageOf } from './coverage.ts'
export { toMarkdown } from './markdown.ts'
export { toOpenApi } from './openapi.ts'
