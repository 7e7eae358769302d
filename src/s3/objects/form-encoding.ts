/**
 * Keys in lists with `encoding-type=url`, and in notifications.
 *
 * Recorded: S3.md, sections 4 and 11: `%2F` becomes `%252F`, `@` becomes `%40`, a space becomes
 * `+`, slashes stay. Unverified: that `~` is escaped as well, as Java's URLEncoder does.
 */
export const formEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
