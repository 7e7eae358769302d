/** Parts of this room that load at first use. */
import * as toy from './index.ts'

export const rooms = {
  toy: (): typeof toy => toy,
}
