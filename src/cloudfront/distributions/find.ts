/** Finds distributions by host. Every test file loads it, so it imports types and `config.ts` alone. */
import { itemsOf } from './config.ts'
import type { Distribution } from './distribution.ts'

/** Returns the distribution with this domain name or alias. An alias may begin with `*.`. */
export function findByHost(
  { distributions }: { readonly distributions: ReadonlyMap<string, Distribution> },
  host: string,
): Distribution | undefined {
  const name = host.toLowerCase()
  let wildcard: Distribution | undefined
  for (const distribution of distributions.values()) {
    if (distribution.domainName === name) return distribution
    for (const alias of itemsOf(distribution.config.Aliases)) {
      if (alias.toLowerCase() === name) return distribution
      // AWS: CNAMEs.html: the star stands for one label or several.
      if (alias.startsWith('*.') && name.endsWith(alias.slice(1))) wildcard = distribution
    }
  }
  return wildcard
}
