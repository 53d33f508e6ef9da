import { bucketOf, type Call } from './call.js'
import type { Settings } from './settings.js'

/** Replaces settings of the bucket that a call names; the others stay. */
export function setSettings(call: Call, settings: Partial<Settings>): void {
  call.world.commit({ type: 'set', bucket: bucketOf(call).name, settings })
}

/** Takes a setting of that bucket away, if it is there. */
export function unsetSetting(call: Call, setting: keyof Settings): void {
  call.world.commit({ type: 'unset', bucket: bucketOf(call).name, setting })
}
