/**
 * Event source mappings: Lambda reads streams and queues, and invokes functions with batches of
 * what it finds there. Loaded with the first mapping.
 */
export {
  createMapping,
  deleteMapping,
  mappingOf,
  setTags,
  updateMapping,
  type CreateInput,
  type UpdateInput,
} from './mappings.ts'
export { SETTINGS_MEMBERS, toConfiguration } from './settings.ts'
export { eventSources } from './port.ts'
