/** Reads the schemas of a call from its client. */
import {
  isOperationSchema,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import type { ClientConfig, OperationContext } from './operation-context.ts'

export const hasProtocol = (config: ClientConfig): config is ClientConfig & SchemaConfig =>
  typeof config.protocol === 'object'

/** The SDK keeps the running operation's data under `__smithy_context`. */
export function operationOf({ context }: OperationContext): OperationSchema | undefined {
  const smithy = (context as { __smithy_context?: { operationSchema?: unknown } }).__smithy_context
  return isOperationSchema(smithy?.operationSchema) ? smithy.operationSchema : undefined
}
