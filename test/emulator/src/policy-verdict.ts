import { holds, type Circumstances } from './policy-conditions.js'
import type { Statement } from './policy-document.js'
import { matchesWildcard } from './wildcard.js'

/** What somebody wants to do. */
export interface Intent {
  readonly action: string
  /** `bucket`, `bucket/key`, or nothing for the service itself. */
  readonly resource: string
  readonly circumstances: Circumstances
}

/** What a policy says: Deny wins over Allow; undefined if no statement is about it. */
export function verdictOf(
  statements: readonly Statement[],
  intent: Intent,
): Statement['effect'] | undefined {
  const effects = statements.filter((one) => isAbout(one, intent)).map(({ effect }) => effect)
  return effects.includes('Deny') ? 'Deny' : effects[0]
}

function isAbout({ actions, resources, conditions }: Statement, intent: Intent): boolean {
  return (
    actions.some((action) => matchesWildcard(action, intent.action)) &&
    resources.some((resource) => matchesWildcard(resource, intent.resource)) &&
    conditions.every((condition) => holds(condition, intent.circumstances))
  )
}
