import type { Call, HttpRequest, Refuse } from '@oos-js/core'

/** Writes the name of an object's trigger into the query, unsigned as all that OOS calls trigger. */
export function writeTrigger(name: string, request: HttpRequest, refuse: Refuse): void {
  if (!/^[a-z\d]{1,20}$/i.test(name)) throw refuse('must be 1 to 20 letters and digits')
  request.query.push(['trigger', name])
}

/** Moves the name to the header that the client was told, if any. */
export async function placeTrigger({ request, triggerCarrier }: Call): Promise<void> {
  const index = request.query.findIndex(([name]) => name === 'trigger')
  if (index < 0 || triggerCarrier === undefined) return
  const [[, name = ''] = []] = request.query.splice(index, 1)
  request.headers.set(triggerCarrier, name)
}
