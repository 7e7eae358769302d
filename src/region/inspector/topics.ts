/** Topics: what was published, with its deliveries, and a form to publish. */
import type { Topic } from '../../sns/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section, type Tone } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input } from './forms.ts'
import { entry, groupFields, MOST_MESSAGES, withGroup } from './messages.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

const TONES: Readonly<Record<string, Tone>> = { delivered: 'good', filtered: 'warn', failed: 'bad' }

export function topicsPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Topics', plural: 'topics', singular: 'topic', headings: ['#Messages'] },
    columns: (name) => [region.topic(name).messages.length],
  }
  return kindPage(inspection, request, kind, (name) => {
    const topic = region.topic(name)
    if (request.method !== 'POST') return showTopic(inspection, topic)
    const { form: fields } = request
    const subject = field(fields, 'subject')
    const attributes = field(fields, 'attributes')
    topic.publish(field(fields, 'message') ?? '', {
      ...withGroup(fields),
      ...(subject !== undefined && { subject }),
      ...(attributes !== undefined && {
        attributes: JSON.parse(attributes) as Record<string, string>,
      }),
    })
    return { goTo: linkTo(inspection, ['topics', name]) }
  })
}

function showTopic(inspection: Inspection, topic: Topic): PageAnswer {
  const { messages, name } = topic
  const shown = messages
    .slice(-MOST_MESSAGES)
    .reverse()
    .map((message) =>
      entry(
        message.at,
        message.message,
        undefined,
        html`${facts([
            ['Id', message.messageId],
            ['Subject', message.subject],
          ])}${folded('Message', printValue(inspection, message.json ?? message.message), true)}${folded('Attributes', Object.keys(message.attributes).length > 0 ? printValue(inspection, message.attributes) : undefined)}
          <ul class="misses">
            ${message.deliveries.map(({ to, status, why }) => html`<li>${chip(status, TONES[status])} <bdi>${to}</bdi> ${why}</li>`)}
          </ul>`,
      ),
    )
  return {
    title: name,
    body: [
      section(
        'publish',
        'Publish a message',
        form([
          area('Message', 'message', '{}'),
          html`<div class="row">
            ${input('Subject', 'subject')}${input('Attributes, as JSON', 'attributes', '', '{"kind": "book"}')}${name.endsWith('.fifo') && groupFields()}
          </div>`,
          button('Publish', { kind: 'main' }),
        ]),
      ),
      section('messages', 'Messages', shown, { count: messages.length }),
      section('facts', 'Topic', facts([['ARN', topic.arn]])),
    ],
  }
}
