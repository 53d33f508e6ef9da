export const usage = `Asks a live OOS what no document tells, and prints a report to paste into an issue.

  OOS_ENDPOINT=https://oos-cn.ctyunapi.cn OOS_ACCESS_KEY_ID=… OOS_SECRET_ACCESS_KEY=… npm run live-check

  OOS_ENDPOINT           scheme and host of the resource pool
  OOS_ACCESS_KEY_ID      a primary key: an ordinary one may touch only names that begin with its own id
  OOS_SECRET_ACCESS_KEY  its secret; it is in no line of the report
  OOS_IAM_ENDPOINT       where access keys are managed, if it does not follow from OOS_ENDPOINT

It makes one bucket, a few small objects in it and one temporary key, sends about a hundred requests, and
removes what it made. It changes nothing else.`

/** What the environment says, checked. */
export function readSettings(env) {
  const endpoint = env.OOS_ENDPOINT
  const credentials = {
    accessKeyId: env.OOS_ACCESS_KEY_ID,
    secretAccessKey: env.OOS_SECRET_ACCESS_KEY,
  }
  if (!endpoint || !credentials.accessKeyId || !credentials.secretAccessKey) {
    throw new Error(
      'set OOS_ENDPOINT, OOS_ACCESS_KEY_ID and OOS_SECRET_ACCESS_KEY (--help tells more)',
    )
  }
  return { endpoint: new URL(endpoint).origin, credentials, iamEndpoint: env.OOS_IAM_ENDPOINT }
}
