/** How a listener is added. */
export interface ListenerOptions {
  /** Takes it off after the first event. */
  readonly once?: boolean
  /** Takes it off when it is aborted. */
  readonly signal?: AbortSignal
}

/** The part of `EventTarget` that is of use, with the types of the events; `Details` are by their names. */
export interface TypedEventTarget<Details> {
  /** Calls `listener` at every event of that name. */
  readonly addEventListener: <Name extends keyof Details & string>(
    name: Name,
    listener: (event: CustomEvent<Details[Name]>) => void,
    options?: ListenerOptions,
  ) => void
  /** Stops calling `listener`. */
  readonly removeEventListener: <Name extends keyof Details & string>(
    name: Name,
    listener: (event: CustomEvent<Details[Name]>) => void,
  ) => void
}

/**
 * Something that is under way and can be watched: by its events, or as stores of frameworks want it, such as
 * React's `useSyncExternalStore(subscribe, getSnapshot)`. Its functions need no `this`.
 */
export interface Watchable<Details, Snapshot> extends TypedEventTarget<Details> {
  /** Calls `listener` whenever {@link Watchable.getSnapshot} gives another object; what it gives ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /** What there is to be seen: the same object until something of it has changed. */
  readonly getSnapshot: () => Snapshot
}

/** A {@link Watchable} from the side of what is watched. */
export interface Observable<Details, Snapshot> extends Watchable<Details, Snapshot> {
  /** Calls the listeners of an event. What one throws is reported by the platform and disturbs nobody. */
  readonly emit: <Name extends keyof Details & string>(name: Name, detail: Details[Name]) => void
  /** Says that the snapshot is out of date. */
  readonly changed: () => void
}

/**
 * Makes what tells others of changes. The state is in this closure: nothing breaks when a framework wraps
 * what it belongs to in a `Proxy`.
 *
 * @param take - Makes a snapshot.
 */
export function createObservable<Details, Snapshot>(
  take: () => Snapshot,
): Observable<Details, Snapshot> {
  const target = new EventTarget()
  let snapshot: Snapshot | undefined
  return {
    addEventListener(name, listener, options) {
      target.addEventListener(name, listener as EventListener, options)
    },
    removeEventListener(name, listener) {
      target.removeEventListener(name, listener as EventListener)
    },
    subscribe(listener) {
      // Of its own: one function may subscribe twice.
      const call = (): void => {
        listener()
      }
      target.addEventListener(changes, call)
      return () => {
        target.removeEventListener(changes, call)
      }
    },
    getSnapshot: () => (snapshot ??= take()),
    emit(name, detail) {
      // What a CustomEvent is; edge-runtime has no such constructor.
      target.dispatchEvent(Object.assign(new Event(name), { detail }))
    },
    changed() {
      snapshot = undefined
      target.dispatchEvent(new Event(changes))
    },
  }
}

/** No event that can be listened to by name has this one. */
const changes = '*'
