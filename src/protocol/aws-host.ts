/** Whether a host is one of AWS's, or stands for one. */
export const isAwsHost = (hostname: string): boolean =>
  /\.(amazonaws\.com(\.cn)?|api\.aws|miniregion\.invalid)$/i.test(hostname)
