/** What loads when it is first used. */
import * as toy from './index.ts'

export const rooms = {
  toy: (): typeof toy => toy,
}
