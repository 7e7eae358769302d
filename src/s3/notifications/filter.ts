/**
 * The prefixes and suffixes of keys that notifications select.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
import type { Notification } from '../buckets/notification.ts'

const valueOf = ({ rules }: Notification, name: 'Prefix' | 'Suffix'): string =>
  rules?.find(({ Name }) => Name === name)?.Value ?? ''

const prefixOf = (notification: Notification): string => valueOf(notification, 'Prefix')
const suffixOf = (notification: Notification): string => valueOf(notification, 'Suffix')

/** Returns why a notification passes over a key. Undefined: it does not. */
export function whyPassedOver(notification: Notification, key: string): string | undefined {
  const prefix = prefixOf(notification)
  if (!key.startsWith(prefix)) return `The key '${key}' does not begin with '${prefix}'.`
  const suffix = suffixOf(notification)
  if (!key.endsWith(suffix)) return `The key '${key}' does not end with '${suffix}'.`
  return undefined
}

/** Whether a key can match the filters of both. */
export const areOverlapping = (one: Notification, other: Notification): boolean => {
  const [prefix, otherPrefix] = [prefixOf(one), prefixOf(other)]
  const [suffix, otherSuffix] = [suffixOf(one), suffixOf(other)]
  return (
    (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
    (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
  )
}
