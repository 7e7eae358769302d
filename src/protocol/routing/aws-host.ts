/** Recognizes AWS's hosts. */

/** Returns a host name in lower case, without the final dot that makes it absolute. */
export const normalizeHostname = (hostname: string): string =>
  hostname.toLowerCase().replace(/\.+$/, '')

/**
 * The domains of AWS's endpoints: every service, in every partition, dual-stack (`api.aws`) and
 * regional. `on.aws` has function URLs and VPC Lattice.
 *
 * AWS: botocore data/partitions.json (dnsSuffix, dualStackDnsSuffix), and the documentation of
 * Cognito (amazoncognito.com) and IAM Identity Center (awsapps.com).
 */
const ENDPOINTS = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.cn',
  'amazonaws.eu',
  'amazonaws-us-gov.com',
  'amazonwebservices.com.cn',
  'amazonwebservices.eu',
  'aws',
  'aws.amazon.com',
  'aws.amazon.eu',
  'amazoncognito.com',
  'awsapps.com',
  'awsapps.cn',
  'c2s.ic.gov',
  'aws.ic.gov',
  'sc2s.sgov.gov',
  'aws.scloud',
  'cloud.adc-e.uk',
  'cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'aws.hci.ic.gov',
  'miniregion.invalid',
]

/** The domains of AWS for its customers' programs and data. */
const CUSTOMERS = [
  'amplifyapp.com',
  'awsapprunner.com',
  'awsglobalaccelerator.com',
  'cloudfront.cn',
  'cloudfront.net',
  'elasticbeanstalk.com',
]

const below = (domains: readonly string[]): RegExp =>
  new RegExp(`(?:^|\\.)(?:${domains.map((domain) => domain.replaceAll('.', '\\.')).join('|')})$`)

const ENDPOINT = below(ENDPOINTS)
const CUSTOMER = below(CUSTOMERS)

/**
 * AWS: EC2 "Instance metadata" (169.254.169.254, fd00:ec2::254, instance-data.ec2.internal); ECS
 * "Task metadata endpoint" (169.254.170.2); EKS "Pod Identity" (169.254.170.23, fd00:ec2::23). An
 * IPv6 address can hold an IPv4 address, which the URL standard writes in hexadecimal.
 */
const METADATA =
  /^(?:169\.254\.(?:169|170)\.\d+|\[?fd00:ec2:[0-9a-f:]*\]?|\[?(?:::ffff:|64:ff9b::)(?:169\.254\.1(?:69|70)\.\d+|a9fe:a[9a][0-9a-f]{2})\]?|instance-data(?:\.ec2\.internal)?)$/

/** Whether a host is the source of metadata and credentials on EC2, ECS and EKS. */
export const isMetadataHost = (hostname: string): boolean =>
  METADATA.test(normalizeHostname(hostname))

/** Whether a host is in the domains of AWS's endpoints, or is the neutral host of this package. */
export const isAwsEndpoint = (hostname: string): boolean =>
  ENDPOINT.test(normalizeHostname(hostname))

/** Whether a host is one of AWS's: an endpoint, a customer's host at AWS, or metadata. */
export const isAwsHost = (hostname: string): boolean => {
  const name = normalizeHostname(hostname)
  return ENDPOINT.test(name) || CUSTOMER.test(name) || METADATA.test(name)
}
