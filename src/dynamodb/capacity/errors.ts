/** What AWS says of a table that has used up its capacity. */

// AWS: Programming.Errors.html#Programming.Errors.MessagesAndCodes
export const TABLE_THROUGHPUT_EXCEEDED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'
