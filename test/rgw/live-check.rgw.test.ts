import { expect, inject, it } from 'vitest'
import { createCleanUp } from '../demo/clean-up.mjs'
import { ask } from '../live-check/ask.mjs'
import { questions } from '../live-check/questions.mjs'
import { scratchBucket } from '../live-check/scratch-bucket.mjs'

it('asks another server everything, finds what that does otherwise than OOS, and cleans up', async () => {
  const endpoint = inject('endpoint')
  const settings = { endpoint, iamEndpoint: endpoint, credentials: inject('user'), fetch }
  const cleanUp = createCleanUp()
  const context = { ...settings, ...(await scratchBucket(settings, cleanUp)) }
  const differing: Record<string, string> = {}
  for (const question of questions) {
    const { id, answer, isAssumed } = await ask(question, context)
    if (!isAssumed) differing[id] = answer
  }
  expect(await cleanUp.run()).toEqual([])
  // Where S3 and the vendor's texts part, the gateway does as S3.
  expect(differing).toEqual({
    'access-keys-v2': 'refused',
    'complete-again': 'the same result',
    'concurrent-writes': 'last one wins',
    'cors-on-refusals': 'no',
    // The gateway has no TLS here, and no session tokens.
    https: 'no',
    'https-virtual': 'no',
    'session-tokens': 'not found out',
    'next-marker-without': 'told',
    'parts-after-abort': 'NoSuchKey',
    'sign-limitrate': 'unsigned',
    'signature-errors': 'bare',
    'unfinished-etag': 'not at all',
    'unset-policy': 'NoSuchBucketPolicy',
    'url-encoding': 'keys come encoded',
  })
})
