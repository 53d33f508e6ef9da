import { emptyAnswer, xmlAnswer } from '../answers.js'
import { readDocument } from '../body.js'
import { setSettings } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { element } from '../xml.js'
import { optionalChild, requiredChoice, texts } from '../xml-fields.js'

/** PUT Bucket Accelerate (OOS developer document V6, 4.2.19): who may fetch for a CDN. */
export async function putBucketAccelerate(call: Call): Promise<Response> {
  const root = await readDocument(call, 'AccelerateConfiguration')
  const status = requiredChoice(root, 'Status', ['Enabled', 'Suspended'])
  const list = optionalChild(root, 'IPWhiteLists')
  const addresses = list === undefined ? [] : texts(list, 'IP').map((text) => text.trim())
  if (addresses.length > 5 || !addresses.every(isAddress)) {
    throw new OosFault('InvalidRequest', 'The IP white list is invalid or too long.')
  }
  setSettings(call, { accelerate: { status, addresses } })
  return emptyAnswer()
}

/** GET Bucket Accelerate (OOS developer document V6, 4.2.20): an empty root if nothing is set. */
export function getBucketAccelerate(call: Call): Response {
  const { accelerate } = bucketOf(call).settings
  if (accelerate === undefined) return xmlAnswer(element('AccelerateConfiguration'))
  const { status, addresses } = accelerate
  const list = addresses.map((address) => element('IP', address))
  return xmlAnswer(
    element(
      'AccelerateConfiguration',
      element('Status', status),
      list.length === 0 ? undefined : element('IPWhiteLists', ...list),
    ),
  )
}

// Assumed: an address of either kind, or a network as address and length.
function isAddress(text: string): boolean {
  const [address = '', length = '0', more] = text.split('/')
  const isFour = /^(\d{1,3}\.){3}\d{1,3}$/.test(address) && address.split('.').every(isByte)
  const isSix = address.includes(':') && URL.canParse(`http://[${address}]`)
  const most = isFour ? 32 : 128
  return (
    (isFour || isSix) && more === undefined && /^\d{1,3}$/.test(length) && Number(length) <= most
  )
}

function isByte(digits: string): boolean {
  return Number(digits) <= 255
}
