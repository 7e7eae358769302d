/** Kinesis's quotas. */

// AWS: streams/latest/dev/kinesis-extended-retention.html.
export const LEAST_RETENTION_HOURS = 24
export const MOST_RETENTION_HOURS = 8760
// AWS: API_GetRecords.html.
export const MOST_RECORDS = 10_000
export const MOST_RECORD_BYTES: number = 10 * 1024 * 1024
// AWS: streams/latest/dev/large-records.html.
export const DEFAULT_RECORD_KIB = 1024
export const MOST_RECORD_KIB = 10_240
export const ITERATOR_LIFETIME_MS = 300_000
// AWS: API_ListShards.html.
export const TOKEN_LIFETIME_MS = 300_000
export const SHARDS_PER_LIST = 1000
// AWS: API_DescribeStream.html, API_ListStreams.html.
export const PAGE = 100
// AWS: API_CreateStream.html: an on-demand stream begins with four shards.
export const ON_DEMAND_SHARDS = 4
// AWS: API_PutRecords.html: 5 MiB for the whole request, including partition keys, in the limits of
// streams with records of up to 1 MiB.
export const MOST_REQUEST_BYTES: number = 5 * 1024 * 1024
// AWS: API_PutRecords.html: in streams with larger records.
export const MOST_LARGE_REQUEST_BYTES: number = 10 * 1024 * 1024
export const MOST_TAGS = 50
// AWS: service-sizes-and-limits.html, of the large regions.
export const SHARD_LIMIT = 20_000
export const ON_DEMAND_STREAM_LIMIT = 50
