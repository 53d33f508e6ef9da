/** The connection ended without an answer: what `fetch` reports as a TypeError. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped'
  /** Whether the other side is told at once that all is over, and not that nothing more will come. */
  readonly reset: boolean

  constructor({ reset = false }: { reset?: boolean } = {}) {
    super('The connection was closed.')
    this.reset = reset
  }
}
