/** Whether what goes over the platform's `fetch` elsewhere goes over nodeTransport() here; see vitest.config.ts. */
export const isOverNodeHttp: boolean = process.env['OOS_TEST_OVER_NODE_HTTP'] !== undefined
