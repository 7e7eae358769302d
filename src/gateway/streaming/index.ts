/** Responses that are passed on as they are written. They load with the first one. */
export { streamBackend } from './backend-stream.ts'
export { streamRest } from './rest-stream.ts'
