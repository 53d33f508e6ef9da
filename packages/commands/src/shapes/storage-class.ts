/** How an object is stored. Pools know further classes, such as `EC_2_1`: any text is sent as it is. */
export type StorageClass = 'STANDARD' | 'REDUCED_REDUNDANCY' | 'STANDARD_IA' | (string & {})
