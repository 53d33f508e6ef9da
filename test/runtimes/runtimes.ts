import { chromium, firefox, webkit } from './launch/browsers.ts'
import type { Launcher } from './launch/launch.ts'
import { bun, deno, edgeRuntime, node, workerd } from './launch/programs.ts'

/**
 * What the suites expect of a runtime where runtimes differ and the SDK does not make them equal.
 *
 * - `sendsStreams`: a `ReadableStream` is taken as `Body`; elsewhere it is refused.
 * - `sealsCrypto`: nothing can take WebCrypto away, not even a test.
 */
interface Traits {
  readonly sendsStreams?: true
  readonly sealsCrypto?: true
}

/** A runtime that the packages are shown to work in. */
export interface Runtime extends Launcher {
  readonly traits: Traits
}

/** In the order of the table. */
export const runtimes: readonly Runtime[] = [
  { ...node('node20'), traits: { sendsStreams: true } },
  { ...node('node22'), traits: { sendsStreams: true } },
  { ...node('node24'), traits: { sendsStreams: true } },
  { ...node('node26'), traits: { sendsStreams: true } },
  { ...deno, traits: {} },
  { ...bun, traits: { sendsStreams: true } },
  { ...workerd, traits: {} },
  { ...edgeRuntime, traits: { sendsStreams: true, sealsCrypto: true } },
  { ...chromium, traits: {} },
  { ...firefox, traits: {} },
  { ...webkit, traits: {} },
]
