/** Holds back all who arrive until the last has, and something has been done that needs quiet. */
export function createBarrier(count, whenQuiet) {
  let arrived = 0
  let open
  const result = new Promise((resolve) => {
    open = () => resolve(whenQuiet())
  })
  return {
    result,
    async arrive() {
      if (++arrived === count) open()
      await result
    },
  }
}
