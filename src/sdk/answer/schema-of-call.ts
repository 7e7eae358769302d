/** What a schema-based client shows of the call that it makes. */
import {
  isOperationSchema,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import type { ClientConfig, OperationContext } from './operation-context.ts'

export const hasProtocol = (config: ClientConfig): config is ClientConfig & SchemaConfig =>
  typeof config.protocol === 'object'

/** `__smithy_context` is where the SDK keeps what it knows of the running operation. */
export function operationOf({ context }: OperationContext): OperationSchema | undefined {
  const smithy = (context as { __smithy_context?: { operationSchema?: unknown } }).__smithy_context
  return isOperationSchema(smithy?.operationSchema) ? smithy.operationSchema : undefined
}
