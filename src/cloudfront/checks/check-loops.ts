/** A distribution whose origin leads back to it answers nobody. */
import { invalidOrigin } from '../errors.ts'
import type { CloudFrontState } from '../state.ts'
import { itemsOf, type DistributionConfig } from '../distributions/config.ts'
import type { Distribution } from '../distributions/distribution.ts'
import { findByHost } from '../distributions/find.ts'

/**
 * Refuses a configuration whose origins lead back to the distribution, also through others. `own`:
 * the distribution that is updated.
 */
// Unverified: AWS's code and wording.
export function checkLoops(
  state: CloudFrontState,
  config: DistributionConfig,
  own: Distribution | undefined,
): void {
  const names = new Set([...itemsOf(config.Aliases), ...(own ? [own.domainName] : [])])
  const seen = new Set<string>()
  const visit = ({ Origins }: DistributionConfig): void => {
    for (const { DomainName } of itemsOf(Origins)) {
      const host = DomainName.toLowerCase()
      if (names.has(host)) throw invalidOrigin(`The origin ${host} leads back to the distribution.`)
      const next = findByHost(state, host)
      if (!next || seen.has(next.id)) continue
      seen.add(next.id)
      visit(next.config)
    }
  }
  visit(config)
}
