import { expect, it, onTestFinished } from 'vitest'
import { createStage } from '../support/stage/stage.ts'

/** A frame under a policy that runs a script of this origin, and what was said and forbidden there. */
function openPage(policy: string, script: string) {
  const messages: string[] = []
  const waiting: ((message: string) => void)[] = []
  const frame = document.createElement('iframe')
  const listen = ({ data, source }: MessageEvent<string>): void => {
    if (source !== frame.contentWindow) return
    const next = waiting.shift()
    if (next) next(data)
    else messages.push(data)
  }
  addEventListener('message', listen)
  onTestFinished(() => {
    removeEventListener('message', listen)
    frame.remove()
  })
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = policy
  frame.srcdoc = `${meta.outerHTML}<script type="module" src="${script}"></script>`
  document.body.append(frame)
  return {
    frame,
    heard: () =>
      new Promise<string>((resolve) => {
        const message = messages.shift()
        if (message === undefined) waiting.push(resolve)
        else resolve(message)
      }),
  }
}

it('S18: works under a strict policy with Trusted Types', async () => {
  const stage = await createStage()
  await stage.createBucket('photos')
  // The same as 'self', which in Firefox matches nothing in a frame that has its text in srcdoc.
  const { origin } = location
  const policy = [
    `default-src ${origin}`,
    `connect-src ${origin} ${stage.url}`,
    `script-src ${origin}`,
    "require-trusted-types-for 'script'",
  ].join('; ')
  const script = new URL('./strict-page.ts', import.meta.url).href
  const { frame, heard } = openPage(policy, script)
  expect(await heard()).toBe('ready')
  const forbidden: string[] = []
  frame.contentDocument?.addEventListener('securitypolicyviolation', (violation) => {
    forbidden.push(violation.violatedDirective)
  })
  frame.contentWindow?.postMessage(stage.url)
  expect(await heard()).toBe('[{"Key":"<a>&"}]')
  expect(forbidden).toEqual([])
  // The policy is in force: what it forbids does not work.
  expect(() =>
    (frame.contentWindow as unknown as { eval: (code: string) => unknown }).eval('1'),
  ).toThrow()
})
