/** Quotas and lifetimes of user pools. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-recover-a-user.html
export const RESET_CODE_MS: number = HOUR
// AWS: signing-up-users-in-your-app.html (sign-up and attribute codes: 24 hours)
export const SIGN_UP_CODE_MS: number = DAY
/** AWS: "Lockout behavior": failures before the first lockout. */
export const FREE_FAILURES = 5
/** AWS: the lockout doubles from one second up to about 15 minutes. */
export const LONGEST_LOCKOUT_MS: number = 15 * MINUTE
/** AWS: quotas: wrong confirmation codes before LimitExceededException. */
// Unverified: the number.
export const MOST_CODE_FAILURES = 5
/** AWS: Lambda triggers have five seconds, and up to three attempts. */
export const TRIGGER_MS = 5_000
export const TRIGGER_ATTEMPTS = 3
/** AWS: authorization-endpoint.html. */
export const OAUTH_CODE_MS: number = 5 * MINUTE
export const LIST_PAGE = 60
/** AWS: API_CreateUserPoolClient: defaults. */
export const DEFAULT_TOKEN_SECONDS = 3_600
export const DEFAULT_REFRESH_DAYS = 30
/** AWS: AdminCreateUserConfig: TemporaryPasswordValidityDays. */
export const TEMPORARY_PASSWORD_DAYS = 7
export const DAY_MS: number = DAY
