import { validation } from '../../errors.ts'

interface Asked {
  readonly table: string | undefined
  readonly limit: number
  readonly token: string | undefined
  readonly now: number
}

const KEPT_MS = 90 * 24 * 3_600_000

/** The hexadecimal token of the place after an ARN. AWS: its length is a multiple of 16. */
const tokenOf = (arn: string): string => {
  const hex = Buffer.from(arn).toString('hex')
  return hex.padEnd(Math.max(112, Math.ceil(hex.length / 16) * 16), '0')
}

/** One page of exports or imports, the newest first. */
export function pageOf<
  Transfer extends { readonly arn: string; readonly tableArn: string; readonly startedAt: number },
>(
  all: ReadonlyMap<string, Transfer>,
  { table, limit, token, now }: Asked,
): { readonly page: Transfer[]; readonly next: string | undefined } {
  const listed = [...all.values()]
    .filter(({ tableArn, startedAt }) => {
      return (table === undefined || table === tableArn) && startedAt > now - KEPT_MS
    })
    .reverse()
  const last = token === undefined ? -1 : listed.findIndex(({ arn }) => tokenOf(arn) === token)
  // Unverified: the text.
  if (token !== undefined && last < 0) throw validation('Invalid NextToken')
  const page = listed.slice(last + 1, last + 1 + limit)
  const end = page.at(-1)
  const isMore = last + 1 + page.length < listed.length
  return { page, next: isMore && end ? tokenOf(end.arn) : undefined }
}
