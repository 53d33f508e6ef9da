import type { AccessKey } from '../access-key.js'
import { invalidArgument } from '../arguments.js'
import type { Call } from '../call.js'
import { formCount, iamAnswer, keysOf, namedKey, primaryKey, userName } from '../iam.js'
import { element, type Element } from '../xml.js'

/**
 * ListAccessKey (OOS developer document V6, 4.4), which the vendor's site calls ListAccessKeys.
 *
 * Assumed: keys stand in the order they were made, and the marker is the last one shown.
 */
export function listAccessKeys(call: Call): Response {
  const by = primaryKey(call)
  const all = keysOf(call, by)
  const most = formCount(call, 'MaxItems', [1, 1000], 100)
  const marker = call.form.get('Marker') ?? ''
  const at = all.findIndex(({ accessKeyId }) => accessKeyId === marker)
  if (marker !== '' && at === -1) throw invalidArgument('Marker', marker)
  const page = all.slice(at + 1, at + 1 + most)
  const isTruncated = all.length > at + 1 + most
  const result = element(
    'ListAccessKeysResult',
    userName(by),
    element('AccessKeyMetadata', ...page.map(memberElement)),
    element('IsTruncated', isTruncated),
    isTruncated ? element('Marker', page.at(-1)?.accessKeyId) : undefined,
  )
  return iamAnswer(call, 'ListAccessKeys', result)
}

/**
 * GetAccessKeyLastUsed (the vendor's Go SDK).
 *
 * Assumed: for primary keys only, like the rest; a key that was never used has no date, as on Amazon.
 */
export function getAccessKeyLastUsed(call: Call): Response {
  const key = namedKey(call)
  const { lastUsed } = key
  const used = element(
    'AccessKeyLastUsed',
    lastUsed && element('LastUsedDate', new Date(lastUsed.date).toISOString()),
    element('ServiceName', lastUsed?.service ?? 'N/A'),
  )
  const result = element('GetAccessKeyLastUsedResult', userName(key), used)
  return iamAnswer(call, 'GetAccessKeyLastUsed', result)
}

function memberElement(key: AccessKey): Element {
  return element(
    'member',
    userName(key),
    element('AccessKeyId', key.accessKeyId),
    element('Status', key.status),
    element('IsPrimary', key.isPrimary),
    element('CreateDate', new Date(key.created).toISOString()),
  )
}
