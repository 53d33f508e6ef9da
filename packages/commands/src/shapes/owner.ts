/** An account of OOS. */
export interface Owner {
  /** Id of the account; on V5 pools its mail address. */
  ID: string
  /** Name to show; may be empty. */
  DisplayName: string
}
