/** Codes and reasons of close frames: RFC 6455, section 7.4. */

/** Whether a close frame can have this code. */
export const isCloseCode = (code: number): boolean =>
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1003) ||
    // https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number
    (code >= 1007 && code <= 1014) ||
    (code >= 3000 && code <= 4999))

/** A control frame holds 125 bytes, of which the code takes two. */
export const MAX_REASON_BYTES = 123
