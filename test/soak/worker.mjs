import { createContent, Place } from './model.mjs'
import { objectOperations } from './objects.mjs'
import { settingOperations } from './settings.mjs'

/** Ends of keys that clients are known to get wrong. */
const endings = ['', ' ', '+', '%2F', '中文', '😀', '//', '?acl', "'()*", '&amp;', '<', 'é']

/**
 * One of those who work at the same time: in a bucket of its own, one thing after another, so that it
 * always knows what there can be.
 */
export function createWorker({ Bucket, allBuckets, client, caller, random }) {
  let made = 0
  const newKey = (prefix) => `${prefix}-${++made}`
  const keys = Array.from({ length: 24 }, (_, index) => newKey('key') + (endings[index] ?? ''))
  const places = new Map()
  const settings = new Map()
  const place = (key) => orNew(places, key)

  const worker = {
    Bucket,
    allBuckets,
    random,
    places,
    place,
    newKey,
    setting: (name) => orNew(settings, name),
    call: (command, options) => caller.call(client, command, options),
    pickKey: () => random.pick(keys),
    newContent: (size) => createContent(newKey(Bucket), size),
    write: (key) => ({ place: place(key), content: createContent(newKey(Bucket), sizeOf(random)) }),
    /** Never writes to a key again. */
    retire(key) {
      place(key).isOpen = true
      const index = keys.indexOf(key)
      if (index >= 0) keys[index] = newKey('key')
    },
    /** Does one thing of the mix. */
    async step() {
      await random.weighted([...objectOperations, ...settingOperations])(worker)
    },
  }
  return worker
}

function orNew(map, name) {
  if (!map.has(name)) map.set(name, new Place())
  return map.get(name)
}

/** Mostly small, sometimes empty, now and then more than one chunk. */
function sizeOf(random) {
  return random.weighted([
    [4, 0],
    [40, random.below(1000) + 5],
    [10, random.below(20_000)],
    [1, random.below(300_000)],
  ])
}
