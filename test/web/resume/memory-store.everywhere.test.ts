import { memoryStore } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { checkpointOf } from './checkpoints.ts'
import { behavesLikeAStore } from './store-contract.ts'

describe('memoryStore', () => {
  behavesLikeAStore(memoryStore)

  it('shares nothing with another', async () => {
    const [one, two] = [memoryStore(), memoryStore()]
    await one.put('a', checkpointOf())
    expect(await two.list()).toEqual([])
  })
})
