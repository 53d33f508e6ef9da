import { checkHeader, type HttpRequest, type InputCall, type Refuse } from '@oos-js/core'

/**
 * Writes the name of an object's trigger into the header that the client was told, or else into the
 * query, unsigned as all that OOS calls trigger.
 */
export function writeTrigger(
  name: string,
  request: HttpRequest,
  refuse: Refuse,
  _: string,
  { triggerCarrier }: InputCall,
): void {
  if (!/^[a-z\d]{1,20}$/i.test(name)) throw refuse('must be 1 to 20 letters and digits')
  if (triggerCarrier === undefined) request.query.push(['trigger', name])
  else {
    checkHeader(triggerCarrier, name, (rule) => refuse(rule, ', as its triggerCarrier,'))
    request.headers.set(triggerCarrier, name)
  }
}
