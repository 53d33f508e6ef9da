// Runs the suite in a worker of workerd; workerd.mjs starts it.
import { run } from './run.mjs'

export default {
  async fetch(request) {
    const { hostUrl, traits } = await request.json()
    return Response.json(await run(hostUrl, traits))
  },
}
