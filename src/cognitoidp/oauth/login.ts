/** The hosted login page, with the forms of challenges. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
import { isServiceError, UnsupportedError } from '../../core/errors.ts'
import type { ClientAction } from '../action.ts'
import { signInByPassword } from '../auth/password.ts'
import { answerChallenge } from '../auth/respond.ts'
import type { AuthAnswer } from '../auth/sessions.ts'
import { keyOf } from '../state.ts'
import { isSameText } from '../users/codes.ts'
import {
  addressFor,
  isAnswer,
  LOGIN_COOKIE,
  readAuthorization,
  type Authorization,
} from './authorize.ts'
import { cookie, cookieOf, redirect, type DomainAnswer, type Visit } from './http.ts'
import { errorPage, formPage, type Field } from './pages.ts'

const CSRF_COOKIE = 'XSRF-TOKEN'
/** AWS: the session of the login page lasts an hour. */
const LOGIN_MS = 3_600_000

/** The fields of the forms that answer challenges. */
const CHALLENGE_FIELDS: Readonly<Record<string, Field>> = {
  NEW_PASSWORD_REQUIRED: {
    name: 'NEW_PASSWORD',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
  },
  SOFTWARE_TOKEN_MFA: { name: 'SOFTWARE_TOKEN_MFA_CODE', label: 'Code of your app', type: 'text' },
  SMS_MFA: { name: 'SMS_MFA_CODE', label: 'Code of the text message', type: 'text' },
  EMAIL_OTP: { name: 'EMAIL_OTP_CODE', label: 'Code of the mail', type: 'text' },
}

export async function answerLogin(visit: Visit): Promise<DomainAnswer> {
  const asked = readAuthorization(visit)
  if (isAnswer(asked)) return asked
  const { request, world } = visit
  if (request.method !== 'POST') {
    const token = cookieOf(request, CSRF_COOKIE) ?? world.ids.uuid('cognito-csrf')
    return loginForm(visit, asked, token)
  }
  const token = cookieOf(request, CSRF_COOKIE)
  const given = request.form.get('_csrf')
  // A form that another page sends has not the value of the cookie.
  if (token === undefined || given === null || !isSameText(token, given))
    return errorPage('The form has expired. Please go back and try again.', 403)
  return submit(visit, asked, token)
}

const actionOf = (visit: Visit, { client }: Authorization): ClientAction => ({
  ...visit,
  client,
  metadata: undefined,
})

async function submit(visit: Visit, asked: Authorization, token: string): Promise<DomainAnswer> {
  const { form } = visit.request
  const challenge = form.get('challenge')
  const username = form.get('username') ?? ''
  const action = actionOf(visit, asked)
  try {
    const answer =
      challenge === null
        ? await signInByPassword(action, username, form.get('password') ?? '', { isHosted: true })
        : await answerChallenge(action, '/login', challenge, form.get('session') ?? '', {
            ...Object.fromEntries(form),
            USERNAME: username,
          })
    return await next(visit, asked, token, answer)
  } catch (error) {
    if (!isServiceError(error)) throw error
    const session = form.get('session') ?? ''
    const isRetry = challenge !== null && error.code !== 'NotAuthorizedException'
    return isRetry
      ? challengeForm(visit, asked, token, { challenge, session, username, error: error.message })
      : loginForm(visit, asked, token, error.message)
  }
}

/** Goes on to another form, or back to the client. */
async function next(
  visit: Visit,
  asked: Authorization,
  token: string,
  { ChallengeName: challenge, Session: session = '', signedInAs, ChallengeParameters }: AuthAnswer,
): Promise<DomainAnswer> {
  const { state, pool, world } = visit
  if (signedInAs === undefined) {
    const username = ChallengeParameters['USER_ID_FOR_SRP'] ?? ''
    if (challenge === undefined || !Object.hasOwn(CHALLENGE_FIELDS, challenge))
      throw new UnsupportedError({
        service: 'Cognito User Pools',
        operation: '/login',
        parameter: `the challenge ${String(challenge)}`,
      })
    return challengeForm(visit, asked, token, { challenge, session, username })
  }
  const user = state.users.get(keyOf(pool.id, signedInAs))
  if (!user) return errorPage('The user does not exist.')
  const now = world.clock.now()
  const authTime = Math.floor(now / 1_000)
  const value = world.ids.uuid('cognito-login')
  state.logins.set(value, {
    poolId: pool.id,
    username: user.username,
    authTime,
    expiresAt: now + LOGIN_MS,
    signOuts: user.signOuts,
  })
  return redirect(await addressFor(visit, asked, user, authTime), {
    'set-cookie': cookie(visit, LOGIN_COOKIE, value),
  })
}

const addressOf = ({ base, request }: Visit): string => `${base}/login?${request.query.toString()}`

const loginForm = (
  visit: Visit,
  { redirectUri }: Authorization,
  token: string,
  error?: string,
): DomainAnswer =>
  formPage({
    title: 'Sign in',
    action: addressOf(visit),
    fields: [
      {
        name: 'username',
        label: 'Username',
        type: 'text',
        value: visit.request.form.get('username') ?? visit.request.query.get('login_hint') ?? '',
        autocomplete: 'username',
      },
      {
        name: 'password',
        label: 'Password',
        type: 'password',
        autocomplete: 'current-password',
      },
    ],
    hidden: { _csrf: token },
    button: 'Sign in',
    error,
    leadsTo: redirectUri,
    headers: { 'set-cookie': cookie(visit, CSRF_COOKIE, token) },
  })

interface Challenge {
  readonly challenge: string
  readonly session: string
  readonly username: string
  readonly error?: string
}

function challengeForm(
  visit: Visit,
  { redirectUri }: Authorization,
  token: string,
  { challenge, session, username, error }: Challenge,
): DomainAnswer {
  const field = CHALLENGE_FIELDS[challenge]
  if (!field) return errorPage(`The challenge ${challenge} has no form.`)
  return formPage({
    title: field.label,
    action: addressOf(visit),
    fields: [field],
    hidden: { _csrf: token, challenge, session, username },
    button: 'Continue',
    error,
    leadsTo: redirectUri,
    headers: { 'set-cookie': cookie(visit, CSRF_COOKIE, token) },
  })
}

/** The endpoint /logout. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
export function answerLogout(visit: Visit): DomainAnswer {
  const { state, pool, request, base } = visit
  const { query } = request
  const client = state.clients.get(query.get('client_id') ?? '')
  if (client?.poolId !== pool.id) return errorPage('The client does not exist.')
  const { LogoutURLs: logoutUrls = [], CallbackURLs: callbackUrls = [] } = client.settings
  const logoutUri = query.get('logout_uri')
  const redirectUri = query.get('redirect_uri')
  const isLogout = logoutUri !== null && logoutUrls.includes(logoutUri)
  const isLogin =
    redirectUri !== null && query.has('response_type') && callbackUrls.includes(redirectUri)
  if (!isLogout && !isLogin) return errorPage('The logout_uri is not one of the client.')
  state.logins.delete(cookieOf(request, LOGIN_COOKIE) ?? '')
  const headers = { 'set-cookie': cookie(visit, LOGIN_COOKIE, '') }
  return redirect(isLogout ? logoutUri : `${base}/login?${query.toString()}`, headers)
}
