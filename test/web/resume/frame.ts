import { onTestFinished } from 'vitest'

/** A frame of this page's origin: to storage and locks it is another tab. */
export interface Frame {
  /** The module as the frame has it, loaded there. */
  load<Module>(url: URL): Promise<Module>
  /** Ends it, as a tab is closed. */
  close(): void
}

/** Opens a frame for the rest of the test that calls it. */
export function openFrame(): Frame {
  const element = document.createElement('iframe')
  document.body.append(element)
  const close = (): void => {
    element.remove()
  }
  onTestFinished(close)
  const frame = element.contentWindow as unknown as { eval: (code: string) => unknown }
  // Vitest wraps import() in pages of its own.
  Object.assign(frame, {
    __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() },
  })
  return {
    close,
    load: async <Module>({ href }: URL) =>
      (await frame.eval(`import(${JSON.stringify(href)})`)) as Module,
  }
}
