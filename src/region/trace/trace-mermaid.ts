/** A trace as a Mermaid sequence diagram: paste it into Markdown, or https://mermaid.live. */
import { foldAlike, type Group } from './trace-groups.ts'
import type { TraceNode } from './trace-words.ts'

export function sequenceDiagram(roots: readonly TraceNode[]): string {
  const actors = new Map<string, string>([['Test', 'a0']])
  const messages: string[] = []
  const idOf = (actor: string): string => {
    let id = actors.get(actor)
    if (!id) actors.set(actor, (id = `a${actors.size}`))
    return id
  }
  const addAll = (nodes: readonly TraceNode[], from: string): void => {
    for (const group of foldAlike(nodes)) add(group, from)
  }
  const add = ({ node, words, count, children }: Group, from: string): void => {
    const label = escaped(count > 1 ? `${words.common} ×${count}` : words.label)
    // A write is the effect of its call, so it is a note at the table instead of a message.
    if (node.record.kind === 'write') {
      messages.push(`Note over ${from}: ${label}`)
      addAll(children, from)
      return
    }
    const to = idOf(words.actor)
    messages.push(`${from}${words.oneWay ? '-)' : '->>'}${to}: ${label}`)
    addAll(children, to)
    if (words.oneWay && !words.failed) return
    const answer = [words.status, words.reason[0]].filter(Boolean).join(' ')
    messages.push(`${to}${words.failed ? '--x' : '-->>'}${from}: ${escaped(answer || 'done')}`)
  }
  addAll(roots, 'a0')
  const participants = [...actors].map(([name, id]) => `participant ${id} as ${escaped(name)}`)
  return ['sequenceDiagram', ...[...participants, ...messages].map((line) => `  ${line}`)].join(
    '\n',
  )
}

/** In Mermaid `;` ends a statement, `#` begins an entity, and a line break ends the message. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .slice(0, 120)
    .replace(/[#;<>]/g, (character) => `#${character.charCodeAt(0)};`)
