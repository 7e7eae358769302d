/** AWS's message for a table without remaining capacity. Throttling and planned failures use it. */

// AWS: Programming.Errors.html#Programming.Errors.MessagesAndCodes
export const TABLE_THROUGHPUT_EXCEEDED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'
