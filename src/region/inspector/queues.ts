/** Queues: their messages, and forms to send, delete and purge. */
import type { Queue } from '../../sqs/index.ts'
import { html } from '../../pages/html.ts'
import { chip, facts, folded, section } from '../../pages/parts.ts'
import {
  field,
  linkTo,
  missing,
  printValue,
  type Inspection,
  type PageAnswer,
  type PageRequest,
} from './context.ts'
import { action, area, button, form } from './forms.ts'
import { entry, groupFields, MOST_MESSAGES, withGroup } from './messages.ts'
import { namesOf } from './names.ts'
import { listPage } from './overview.ts'

export function queuesPage(
  inspection: Inspection,
  { method, path, form: fields }: PageRequest,
): PageAnswer {
  const { region, world } = inspection
  const names = namesOf(world, 'queues')
  const [, name] = path
  if (name === undefined)
    return listPage(inspection, 'Queues', 'queues', names, (each) => [region.queue(each).size], [
      '#Messages',
    ])
  if (!names.includes(name)) return missing(`queue '${name}'`)
  const queue = region.queue(name)
  if (method === 'POST') {
    const id = field(fields, 'delete')
    if (fields.has('purge')) queue.purge()
    else if (id !== undefined) queue.delete(id)
    else queue.send(field(fields, 'body') ?? '', withGroup(fields))
    return { goTo: linkTo(inspection, ['queues', name]) }
  }
  return showQueue(inspection, queue)
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
