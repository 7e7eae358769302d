/** Queues: their messages, and forms to send, delete and purge. */
import type { Queue } from '../../sqs/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { action, area, button, form } from './forms.ts'
import { entry, groupFields, MOST_MESSAGES, withGroup } from './messages.ts'
import { kindPage, type PagedKind } from './kind-page.ts'

export function queuesPage(inspection: Inspection, request: PageRequest): PageAnswer {
  const { region } = inspection
  const kind: PagedKind = {
    ...{ title: 'Queues', plural: 'queues', singular: 'queue', headings: ['#Messages'] },
    columns: (name) => [region.queue(name).size],
  }
  return kindPage(inspection, request, kind, (name) => {
    const queue = region.queue(name)
    if (request.method !== 'POST') return showQueue(inspection, queue)
    const { form: fields } = request
    const id = field(fields, 'delete')
    if (fields.has('purge')) queue.purge()
    else if (id !== undefined) queue.delete(id)
    else queue.send(field(fields, 'body') ?? '', withGroup(fields))
    return { goTo: linkTo(inspection, ['queues', name]) }
  })
}

function showQueue(inspection: Inspection, queue: Queue): PageAnswer {
  const { messages, name } = queue
  const shown = messages.slice(0, MOST_MESSAGES).map((message) =>
    entry(
      message.at,
      message.body,
      chip(message.state, message.state === 'visible' ? 'good' : 'warn'),
      html`${facts([
        ['Id', message.messageId],
        ['Received', `${message.receiveCount} times`],
        ['Group', message.groupId],
      ])}${folded('Body', printValue(inspection, message.json ?? message.body), true)}${folded('Attributes', Object.keys(message.attributes).length > 0 ? printValue(inspection, message.attributes) : undefined)}${action('Delete this message', { delete: message.messageId }, { kind: 'danger' })}`,
    ),
  )
  return {
    title: name,
    body: [
      section(
        'send',
        'Send a message',
        form([
          area('Body', 'body', '{}'),
          name.endsWith('.fifo') && groupFields(),
          button('Send', { kind: 'main' }),
        ]),
      ),
      section(
        'messages',
        'Messages',
        [
          shown,
          messages.length > 0 && action('Purge the queue', { purge: '1' }, { kind: 'danger' }),
        ],
        { count: messages.length },
      ),
      section(
        'facts',
        'Queue',
        facts([
          ['ARN', queue.arn],
          ['URL', queue.url],
        ]),
      ),
    ],
  }
}
