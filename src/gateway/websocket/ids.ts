/** Ids of connections and messages, and keys of handshakes. */
import type { World } from '../../core/world/world.ts'

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `L0SM9cOFvHcCIhw=` */
export const newConnectionId = (world: World): string =>
  `${world.ids.text('connection', 15, ID_CHARACTERS)}=`

export const newMessageId = (world: World): string =>
  `${world.ids.text('socket-message', 15, ID_CHARACTERS)}=`

/** `Sec-WebSocket-Key`: 16 bytes in base64. */
export const newSocketKey = (world: World): string =>
  `${world.ids.text('socket-key', 22, ID_CHARACTERS)}==`
