/**
 * Temporary copies of archived objects. The clock decides what they are; nothing has to run for it.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
 */

/** A restore of an archived object. Times are milliseconds since 1970. */
export interface Restoration {
  /** When the copy can be read. */
  readonly readyAt: number
  /** When the copy goes away. */
  readonly expiresAt: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * AWS: restoring-objects-retrieval-options.html: the longest of the times that each tier typically
 * takes. A tier that is missing does not exist for the class.
 */
const TIERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  GLACIER: { Expedited: 5 * MINUTE_MS, Standard: 5 * HOUR_MS, Bulk: 12 * HOUR_MS },
  DEEP_ARCHIVE: { Standard: 12 * HOUR_MS, Bulk: 48 * HOUR_MS },
}

/** Whether objects of a class have to be restored before they can be read. */
export const isArchived = (storageClass: string): boolean => Object.hasOwn(TIERS, storageClass)

/** Returns how long a restore takes, or undefined if the class has no such tier. */
export const durationOf = (storageClass: string, tier: string): number | undefined => {
  const tiers = TIERS[storageClass] ?? {}
  return Object.hasOwn(tiers, tier) ? tiers[tier] : undefined
}

interface Restorable {
  readonly storageClass: string
  readonly restoration?: Restoration
}

/** Whether an object is in an archive, with no copy that can be read now. */
export const isAway = ({ storageClass, restoration }: Restorable, now: number): boolean =>
  isArchived(storageClass) &&
  !(restoration && restoration.readyAt <= now && now < restoration.expiresAt)

/** Returns the restore that runs or has left a copy. */
export const restorationAt = ({ restoration }: Restorable, now: number): Restoration | undefined =>
  restoration && now < restoration.expiresAt ? restoration : undefined

/** Returns the header `x-amz-restore`. AWS: API_HeadObject.html. */
export function restoreHeader(object: Restorable, now: number): string | undefined {
  const restoration = restorationAt(object, now)
  if (!restoration) return undefined
  if (now < restoration.readyAt) return 'ongoing-request="true"'
  return `ongoing-request="false", expiry-date="${new Date(restoration.expiresAt).toUTCString()}"`
}

/** A member of lists. AWS: API_RestoreStatus.html. */
export interface RestoreStatus {
  readonly IsRestoreInProgress: boolean
  readonly RestoreExpiryDate?: Date
}

/** Returns what lists say of an object's restore. */
export function restoreStatus(object: Restorable, now: number): RestoreStatus | undefined {
  const restoration = restorationAt(object, now)
  if (!restoration) return undefined
  return now < restoration.readyAt
    ? { IsRestoreInProgress: true }
    : { IsRestoreInProgress: false, RestoreExpiryDate: new Date(restoration.expiresAt) }
}
