/** The order in which Java's HashSet hands out texts: AWS prints some lists of names in it. */

const hashOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash ^ (hash >>> 16)
}

/** `names` without repetition, as `new HashSet(capacity)` orders them. */
export function javaSetOrder(names: readonly string[], capacity = 16): string[] {
  const unique = [...new Set(names)]
  let buckets = 1
  while (buckets < capacity) buckets *= 2
  while (unique.length > buckets * 0.75) buckets *= 2
  const bucketOf = (name: string): number => hashOf(name) & (buckets - 1)
  return unique
    .map((name, place) => ({ name, place, bucket: bucketOf(name) }))
    .sort((a, b) => a.bucket - b.bucket || a.place - b.place)
    .map(({ name }) => name)
}
