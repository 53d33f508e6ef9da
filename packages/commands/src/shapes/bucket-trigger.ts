import { writeXml, type HttpRequest, type Refuse } from '@oos-js/core'

/** Another pool that objects are copied to. */
export interface RemoteSite {
  /** Its endpoint, for example `http://oos-hz.ctyunapi.cn`. The service spells the member so. */
  RemontEndPoint: string
  /**
   * How it keeps the copies. The words it takes are not documented.
   *
   * @defaultValue '', which lets the pool choose
   */
  ReplicaMode?: string | undefined
  /** Bucket there. */
  RemoteBucketName: string
  /** Access key there. */
  RemoteAK: string
  /** Its secret key. It travels in the document and comes back with it: use https, and log neither. */
  RemoteSK: string
}

/** A rule by which objects are copied to other pools. */
export interface Trigger {
  /** Its name: 1 to 20 letters and digits. */
  TriggerName: string
  /** Whether it is for uploads that name no trigger. A bucket has one such trigger at most. */
  IsDefault: boolean
  /** The pools that get a copy. Without any, nothing is copied. */
  RemoteSite?: RemoteSite | RemoteSite[] | undefined
}

/** A trigger that a bucket has. */
export interface StoredTrigger extends Trigger {
  /** The pools that get a copy. */
  RemoteSite: RemoteSite[]
}

/** What PutBucketTrigger adds. */
export interface TriggerConfiguration {
  /** The trigger, in a list of one: the service adds one a request. */
  Triggers: Trigger[]
}

/** Writes a trigger with what the vendor's Java SDK always sends: a `ReplicaMode`, if an empty one. */
export function writeTriggers(
  this: { readonly root?: string; readonly shape?: object },
  { Triggers }: TriggerConfiguration,
  request: HttpRequest,
  refuse: Refuse,
): void {
  const [trigger, ...others] = Array.isArray(Triggers) ? Triggers : []
  if (!trigger || others.length) throw refuse('must be one: OOS adds one a request', '.Triggers')
  if (!/^[a-z\d]{1,20}$/i.test(trigger.TriggerName)) {
    throw refuse('must be 1 to 20 letters and digits', '.Triggers[0].TriggerName')
  }
  const sites = [trigger.RemoteSite ?? []].flat()
  const RemoteSite = sites.map((site) => ({ ...site, ReplicaMode: site.ReplicaMode ?? '' }))
  writeXml.call(this, { Triggers: [{ ...trigger, RemoteSite }] }, request, refuse)
}
