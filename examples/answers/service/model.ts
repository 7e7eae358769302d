import { setTimeout as sleep } from 'node:timers/promises'

/** Stands for a model that thinks about each word. */
export async function* answer(question: string): AsyncGenerator<string> {
  for (const word of ['You', 'asked:', ...question.split(' ')]) {
    yield word
    await sleep(500)
  }
}
