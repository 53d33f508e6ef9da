import { xmlAnswer } from '../answers.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import type { Acl } from '../state.js'
import { element, type Element } from '../xml.js'
import { ownerElement } from './elements.js'

/**
 * GET Bucket ACL (OOS developer document V6, 4.2), for everybody who may read the bucket (OOS Python SDK
 * guide, 2.2.2).
 *
 * Assumed: the vendor's malformed sample is meant as its SDKs read it, with Grant around Grantee and
 * Permission.
 */
export function getBucketAcl(call: Call): Response {
  const { owner, acl } = bucketOf(call)
  const list = element('AccessControlList', grantElement(acl))
  return xmlAnswer(element('AccessControlPolicy', ownerElement('Owner', owner), list))
}

// What each permission stands for is told by a comment of the vendor's Go SDK.
/** GET and PUT Object ACL, which OOS does not have: only buckets have an ACL. Assumed: the code. */
export function refuseObjectAcl(): never {
  throw new OosFault('NotImplemented', 'Objects have no ACL of their own.')
}

function grantElement(acl: Acl): Element | undefined {
  if (acl === 'private') return undefined
  const uri = element('URI', 'http://acs.amazonaws.com/groups/global/AllUsers')
  const attributes = {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:type': 'Group',
  }
  return element(
    'Grant',
    { ...element('Grantee', uri), attributes },
    element('Permission', acl === 'public-read' ? 'READ' : 'FULL_CONTROL'),
  )
}
