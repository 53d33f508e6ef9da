/** Runs something while a property of a global is another; a runtime that seals it makes this throw. */
export async function withProperty(holder, name, value, work) {
  const before = Object.getOwnPropertyDescriptor(holder, name)
  Object.defineProperty(holder, name, { value, configurable: true, writable: true })
  try {
    return await work()
  } finally {
    if (before) Object.defineProperty(holder, name, before)
    else Reflect.deleteProperty(holder, name)
  }
}
