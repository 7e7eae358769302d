/** Topics: what was published, with its deliveries, and a form to publish. */
import type { Topic } from '../../sns/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section, type Tone } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  missing,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { area, button, form, input } from './forms.ts'
import { entry, groupFields, MOST_MESSAGES, withGroup } from './messages.ts'
import { namesOf } from './names.ts'
import { listPage } from './overview.ts'

const TONES: Readonly<Record<string, Tone>> = { delivered: 'good', filtered: 'warn', failed: 'bad' }

export function topicsPage(
  inspection: Inspection,
  { method, path, form: fields }: PageRequest,
): PageAnswer {
  const { region, world } = inspection
  const names = namesOf(world, 'topics')
  const [, name] = path
  if (name === undefined)
    return listPage(
      inspection,
      'Topics',
      'topics',
      names,
      (each) => [region.topic(each).messages.length],
      ['#Messages'],
    )
  if (!names.includes(name)) return missing(`topic '${name}'`)
  const topic = region.topic(name)
  if (method === 'POST') {
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
  }
  return showTopic(inspection, topic)
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
