/** Roles: their policies, and the calls that these did not allow. */
import type { DenialRecord } from '../../../iam/index.ts'
import { iam } from '../../../iam/service.ts'
import { html, type Content } from '../../../pages/html.ts'
import { chip, facts, folded, section } from '../../../pages/parts.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from '../context.ts'
import { area, button, form } from '../forms.ts'
import { kindPage, type PagedKind } from '../kind-page.ts'
import { entry, MOST_MESSAGES } from '../messages.ts'

export function rolesPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Roles', plural: 'roles', singular: 'role' },
    headings: ['Policies', '#Denied'],
    columns(name) {
      const { inline, attached } = storedRole(inspection, name) ?? {}
      const names = [...(inline?.keys() ?? []), ...(attached ?? []).map(lastPart)]
      return [names.join(', '), region.role(name).denials.length]
    },
  }
  return kindPage(inspection, request, kind, (name) => {
    if (request.method !== 'POST') return showRole(inspection, name)
    const given = JSON.parse(field(request.form, 'statement') ?? '[]') as Statement | Statement[]
    region.role(name).add(...[given].flat())
    return { goTo: linkTo(inspection, ['roles', name]) }
  })
}

type Statement = NonNullable<DenialRecord['statement']>

const lastPart = (arn: string): string => arn.split('/').at(-1) ?? arn

const storedRole = ({ world }: Inspection, name: string) => world.state(iam).roles.get(name)

const EXAMPLE = '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'

function showRole(inspection: Inspection, name: string): PageAnswer {
  const role = inspection.region.role(name)
  const stored = storedRole(inspection, name)
  const { denials } = role
  return {
    title: name,
    body: [
      denials.length > 0 &&
        section('denials', 'Denied calls', denialsOf(inspection, denials), {
          count: denials.length,
        }),
      section('policies', 'Policies', [
        [...(stored?.inline ?? [])].map(([policy, document]) =>
          folded(policy, printDocument(inspection, document), true),
        ),
        (stored?.attached ?? []).map((arn) => html`<p><code>${arn}</code></p>`),
        (stored?.inline.size ?? 0) + (stored?.attached.length ?? 0) === 0 &&
          html`<p>It has none.</p>`,
      ]),
      section(
        'add',
        'Add a statement to its own policy',
        form([area('Statement, as JSON', 'statement', EXAMPLE), button('Add', { kind: 'main' })]),
      ),
      section('facts', 'Role', [
        facts([
          ['ARN', role.arn],
          ['Id', role.id],
          ['Description', stored?.description],
          ['Permissions boundary', stored?.boundary],
        ]),
        folded('Trust policy', printDocument(inspection, stored?.trustPolicy ?? '{}')),
      ]),
    ],
  }
}

const printDocument = (inspection: Inspection, document: string): string =>
  printValue(inspection, JSON.parse(document))

const denialsOf = (inspection: Inspection, denials: readonly DenialRecord[]): Content =>
  denials
    .slice(-MOST_MESSAGES)
    .reverse()
    .map(({ at, action, resource, decision, reason, fix }) =>
      entry(
        at,
        `${action} on ${resource}`,
        chip(decision === 'explicitDeny' ? 'denied' : 'not allowed', 'bad'),
        html`<p><bdi>${reason}</bdi></p>
          ${folded('Fix', fix === undefined ? undefined : printValue(inspection, fix), true)}`,
      ),
    )
