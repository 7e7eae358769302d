/** Responses that are passed on as they are written. They load with the first one. */
export { streamRest } from './rest-stream.ts'
