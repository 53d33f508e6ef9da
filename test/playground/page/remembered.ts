/** A choice that outlives the page. */
export interface Remembered {
  get(): string | undefined
  set(value: string): void
}

/** Keeps a choice where the browser allows it; where not, the page forgets. */
export function remembered(name: string): Remembered {
  const key = `oos-playground-${name}`
  return {
    get() {
      try {
        return localStorage.getItem(key) ?? undefined
      } catch {
        return undefined
      }
    },
    set(value) {
      try {
        localStorage.setItem(key, value)
      } catch {
        // Then it is forgotten.
      }
    },
  }
}
