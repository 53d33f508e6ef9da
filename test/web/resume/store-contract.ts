import type { Checkpoint, ResumeStore } from '@oos-js/web'
import { expect, it } from 'vitest'
import { checkpointOf } from './checkpoints.ts'

const createdAt = new Date().toISOString()
const [one, two] = ['id-1', 'id-2'].map((uploadId) => checkpointOf({ uploadId, createdAt })) as [
  Checkpoint,
  Checkpoint,
]

/** What holds for every store. */
export function behavesLikeAStore(create: () => ResumeStore): void {
  it('has nothing at first', async () => {
    const store = create()
    expect([await store.get('a'), await store.list()]).toEqual([undefined, []])
  })

  it('gives back what it keeps, by its id', async () => {
    const store = create()
    await store.put('a', one)
    await store.put('b', two)
    expect([await store.get('a'), await store.get('b')]).toEqual([one, two])
  })

  it('lists ids and checkpoints', async () => {
    const store = create()
    await store.put('https://oos.test/films/a b', one)
    await store.put('', two)
    const entries = new Map(await store.list())
    expect(entries).toEqual(
      new Map([
        ['https://oos.test/films/a b', one],
        ['', two],
      ]),
    )
  })

  it('keeps one for an id, the last', async () => {
    const store = create()
    await store.put('a', one)
    await store.put('a', two)
    expect(await store.list()).toEqual([['a', two]])
  })

  it('forgets what is deleted, and takes it calmly if there is nothing', async () => {
    const store = create()
    await store.put('a', one)
    await store.put('b', two)
    await store.delete('a')
    await store.delete('a')
    expect(await store.list()).toEqual([['b', two]])
  })
}
