/** Whether a key may be used. */
export type AccessKeyStatus = 'Active' | 'Inactive'
