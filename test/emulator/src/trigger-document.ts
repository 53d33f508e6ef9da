import type { XmlElement } from '@rgrove/parse-xml'
import { invalidArgument } from './arguments.js'
import { malformedXml } from './body.js'
import { childrenOf, element, type Element } from './xml.js'
import { optionalText, requiredChoice, requiredText } from './xml-fields.js'

/** What copies new objects to other resource pools. */
export interface Trigger {
  readonly name: string
  readonly isDefault: boolean
  readonly sites: readonly RemoteSite[]
}

export interface RemoteSite {
  readonly endpoint: string
  /** Empty for the dynamic mode. */
  readonly replicaMode: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/**
 * Reads a TriggerConfiguration (OOS Python SDK guide, 2.2.15). There is one trigger in it, as in those
 * that the vendor's Java SDK sends.
 *
 * Assumed: a letter is one of a to z, since the guide says both this and shows a Chinese name; several
 * triggers at once are refused.
 */
export function readTrigger(root: XmlElement): Trigger {
  const [trigger, another] = childrenOf(root, 'Trigger')
  if (trigger === undefined || another !== undefined) throw malformedXml()
  const name = requiredText(trigger, 'TriggerName')
  if (!/^[A-Za-z\d]{1,20}$/.test(name)) throw invalidArgument('TriggerName', name)
  const isDefault = requiredChoice(trigger, 'IsDefault', ['true', 'false']) === 'true'
  return { name, isDefault, sites: childrenOf(trigger, 'RemoteSite').map(readSite) }
}

/** Writes the triggers of a bucket. */
export function triggersElement(triggers: Iterable<Trigger>): Element {
  const written = [...triggers].map(({ name, isDefault, sites }) =>
    element(
      'Trigger',
      element('TriggerName', name),
      element('IsDefault', isDefault),
      ...sites.map(siteElement),
    ),
  )
  return element('TriggerConfiguration', ...written)
}

// "RemontEndPoint" is how the service spells it.
function readSite(site: XmlElement): RemoteSite {
  return {
    endpoint: requiredText(site, 'RemontEndPoint'),
    replicaMode: optionalText(site, 'ReplicaMode') ?? '',
    bucket: requiredText(site, 'RemoteBucketName'),
    accessKeyId: requiredText(site, 'RemoteAK'),
    secretAccessKey: requiredText(site, 'RemoteSK'),
  }
}

// Assumed: the secret comes back, since the guide lists it among the answer's elements.
function siteElement(site: RemoteSite): Element {
  return element(
    'RemoteSite',
    element('RemontEndPoint', site.endpoint),
    element('ReplicaMode', site.replicaMode),
    element('RemoteBucketName', site.bucket),
    element('RemoteAK', site.accessKeyId),
    element('RemoteSK', site.secretAccessKey),
  )
}
