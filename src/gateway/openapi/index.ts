/** OpenAPI documents, as the region uses them. */
export { importGateway } from './import-gateway.ts'
