import type { Operation } from '../../core/world/world.ts'
import { deleteConnection } from './delete-connection.ts'
import { getConnection } from './get-connection.ts'
import { postToConnection } from './post-to-connection.ts'

/** Every simulated operation, by name. */
export const operations: Readonly<Record<string, Operation<undefined>>> = {
  DeleteConnection: deleteConnection,
  GetConnection: getConnection,
  PostToConnection: postToConnection,
}
