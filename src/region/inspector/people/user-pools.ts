/** User pools: their users, a form for a new one, and sign-ins through the pool's own flow. */
import type { UserPool, UserStatus } from '../../../cognitoidp/index.ts'
import { cognitoidp } from '../../../cognitoidp/service.ts'
import { html, type Content } from '../../../pages/html.ts'
import { isSecretName, MASKED } from '../../../pages/masking.ts'
import { chip, facts, folded, section, table } from '../../../pages/parts.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from '../context.ts'
import { area, button, form, input, notice, select } from '../forms.ts'
import { kindPage, type PagedKind } from '../kind-page.ts'

export function userPoolsPage(
  inspection: Inspection,
  request: PageRequest,
): PageAnswer | Promise<PageAnswer> {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'User pools', plural: 'userPools', singular: 'user pool' },
    headings: ['Id', '#Users'],
    columns(name) {
      const { id, users } = region.userPool(name)
      return [html`<code>${id}</code>`, users.length]
    },
  }
  return kindPage<PageAnswer | Promise<PageAnswer>>(inspection, request, kind, (name) => {
    const pool = region.userPool(name)
    const { form: fields } = request
    if (request.method !== 'POST') return showPool(inspection, pool)
    if (fields.has('client')) return signIn(inspection, pool, fields)
    addUser(pool, fields)
    return { goTo: linkTo(inspection, ['userPools', name]) }
  })
}

function addUser(pool: UserPool, fields: URLSearchParams): void {
  const [password, groups] = [field(fields, 'password'), field(fields, 'groups')]
  pool.addUser(field(fields, 'username') ?? '', {
    attributes: JSON.parse(field(fields, 'attributes') ?? '{}') as Record<string, string>,
    status: (field(fields, 'status') ?? 'CONFIRMED') as UserStatus,
    ...(password !== undefined && { password }),
    ...(groups !== undefined && { groups: groups.split(/[\s,]+/).filter(Boolean) }),
  })
}

/** Shows the claims: tokens themselves are secrets, and no page shows those. */
async function signIn(
  inspection: Inspection,
  pool: UserPool,
  fields: URLSearchParams,
): Promise<PageAnswer> {
  const password = field(fields, 'password')
  const client = pool.client(field(fields, 'client') ?? '')
  try {
    const tokens = await client.signIn(
      pool.user(field(fields, 'user') ?? ''),
      password === undefined ? {} : { password },
    )
    const claims = ([name, token]: readonly [string, string]): Content =>
      folded(name, printValue(inspection, claimsOf(token)), true)
    const shown = [
      ['Claims of the id token', tokens.idToken],
      ['Claims of the access token', tokens.accessToken],
    ] as const
    return showPool(
      inspection,
      pool,
      section(
        'result',
        'Signed in',
        html`<p>${chip('succeeded', 'good')}</p>
          ${shown.map(claims)}`,
      ),
    )
  } catch (error) {
    const { name, message } = error as Error
    return showPool(inspection, pool, notice(`${name}: ${message}`, true))
  }
}

const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown

/** The newest ones are shown. */
const MOST_USERS = 500
const STATUSES: readonly UserStatus[] = ['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD']

function showPool(inspection: Inspection, pool: UserPool, result?: Content): PageAnswer {
  const { users } = pool
  const clients = [...inspection.world.state(cognitoidp).clients.values()]
    .filter(({ poolId }) => poolId === pool.id)
    .map(({ id, settings }): readonly [string, string] => [id, settings.ClientName])
  return {
    title: pool.name,
    body: [
      result,
      section('users', 'Users', usersOf(inspection, users), { count: users.length }),
      clients.length > 0 && users.length > 0 && signInForm(clients, users),
      section('new', 'New user', newUserForm()),
      section(
        'facts',
        'User pool',
        facts([
          ['Id', pool.id],
          ['ARN', pool.arn],
          ['Issuer', pool.issuer],
          ['App clients', clients.map(([id, name]) => html`<div>${name} <code>${id}</code></div>`)],
        ]),
      ),
    ],
  }
}

const signInForm = (
  clients: readonly (readonly [string, string])[],
  users: UserPool['users'],
): Content =>
  section(
    'sign-in',
    'Sign a user in',
    form(
      [
        select(
          'User',
          'user',
          users.slice(-MOST_USERS).map((user) => [user.username, nameOf(user)]),
        ),
        select('App client', 'client', clients),
        input('Password', 'password', '', 'not checked if empty'),
        button('Sign in', { kind: 'main' }),
      ],
      { row: true },
    ),
  )

const newUserForm = (): Content =>
  form([
    html`<div class="row">
      ${input('Name', 'username', '', 'ann@example.com')}${input('Password', 'password')}${select(
        'Status',
        'status',
        STATUSES.map((status) => [status, status]),
      )}${input('Groups', 'groups', '', 'admins')}
    </div>`,
    area('Attributes, as JSON', 'attributes', '{}'),
    button('Add', { kind: 'main' }),
  ])

/** The name of a user in a pool that names them by their sub is their email or phone number. */
const nameOf = ({ username, sub, attributes }: UserPool['users'][number]): string =>
  username === sub ? (attributes['email'] ?? attributes['phone_number'] ?? username) : username

const usersOf = (inspection: Inspection, users: UserPool['users']): Content =>
  users.length === 0
    ? html`<p>There are none.</p>`
    : table(
        'Users',
        ['Name', 'Status', 'Groups', 'Attributes'],
        users
          .slice(-MOST_USERS)
          .map((user) => [
            html`<bdi>${nameOf(user)}</bdi><br /><code class="hint">${user.sub}</code>`,
            html`${chip(user.status, user.status === 'CONFIRMED' ? 'good' : 'warn')}${!user.enabled && html` ${chip('disabled', 'bad')}`}${user.mfa.map((method) => html` ${chip(method)}`)}`,
            user.groups.join(', '),
            attributesOf(inspection, user.attributes),
          ]),
      )

/** The sub is below the name already. */
const attributesOf = (
  inspection: Inspection,
  attributes: Readonly<Record<string, string>>,
): Content =>
  Object.entries(attributes)
    .filter(([name]) => name !== 'sub')
    .map(
      ([name, value]) =>
        html`<div>
          <span class="hint">${name}</span>
          <bdi>${isSecretName(name) ? MASKED : printValue(inspection, value)}</bdi>
        </div>`,
    )
