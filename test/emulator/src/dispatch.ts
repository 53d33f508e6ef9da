import type { AccessKey } from './access-key.js'
import { authorise, type Access } from './access.js'
import { authenticate } from './auth.js'
import { readText, type Incoming } from './body.js'
import { existingBucket, type Call } from './call.js'
import { circumstancesOf } from './circumstances.js'
import { OosFault } from './errors.js'
import { withFault, type Outcome } from './fault-effects.js'
import type { FaultRule } from './faults.js'
import { bucketOfHost, isWebsiteHost, resourceOf, websiteHostsOf, type Resource } from './host.js'
import { checkKey } from './names.js'
import type { RecordedRequest } from './recorded-request.js'
import { requestBody } from './request-body.js'
import { findRoute, websiteRoute, type Route } from './routes.js'
import { endOldUploads, sweepWhenDue } from './sweep.js'
import type { Switches } from './switches.js'
import { parameter, parseTarget, type Target } from './target.js'
import { header } from './wire-headers.js'
import type { HandleContext, World } from './world.js'

/** Takes a request through signature, route, faults and access to its operation. */
export async function dispatch(
  world: World,
  sent: Request,
  context: HandleContext,
  record: RecordedRequest,
): Promise<Outcome> {
  const { url, signal } = sent
  const { method, rawTarget, headers } = record
  const target = parseTarget(rawTarget)
  const host = header(headers, 'host') ?? new URL(url).host
  const isWebsite = asksForWebsite(host, world, context)
  const hostBucket = hostBucketOf(host, world, context, isWebsite)
  const resource = resourceOf(target.path, hostBucket)
  record.bucket = resource.bucket
  record.key = resource.key
  const fromWire = context.rawHeaders !== undefined
  const request = { method, url, signal, body: requestBody(sent) }
  const form = await readForm({ world, request, headers, fromWire, record }, resource)
  const asked = { method, resource, target, headers, form }
  const route = isWebsite ? websiteRoute : findRoute(asked)
  record.operation = route?.operation
  record.part = partOf(target)
  const rule = takeFault(world, record, resource)
  // A clock that is off is off for the signature as well.
  record.time += rule?.skew ?? 0
  const now = record.time
  const { switches } = world
  const signed = { method, target: rawTarget, headers, bucket: hostBucket, switches }
  const isOpen = route?.access === 'anyone'
  const key = isOpen
    ? undefined
    : await authenticate(signed, world.state.keys, now).catch((error: unknown) => {
        giveBack(rule)
        throw error
      })
  record.requester = key?.owner.id
  if (key !== undefined) checkKind(key, route, switches)
  if (route === undefined) {
    const message = 'The specified method is not allowed against this resource.'
    throw new OosFault('MethodNotAllowed', message)
  }
  if (key !== undefined && world.state.keys.has(key.accessKeyId)) {
    const lastUsed = { date: now, service: serviceOf(route) }
    world.commit({ type: 'useKey', accessKeyId: key.accessKeyId, lastUsed })
  }
  const circumstances = circumstancesOf(request, headers, context)
  const who = { key, caller: key?.owner, circumstances }
  const call: Call = {
    world,
    request,
    target,
    headers,
    fromWire,
    host,
    resource,
    form,
    now,
    record,
    held: [],
    ...who,
  }
  return withFault(rule, call, async () => {
    endOldUploads(world)
    sweepWhenDue(world, resource.bucket)
    try {
      return await run(call, route)
    } finally {
      for (const content of call.held) world.bodies.release(content)
    }
  })
}

// The operations on access keys are told apart by their body alone (OOS developer document V6, 4.4), so
// it has to be read before anything is known about the request.
async function readForm(incoming: Incoming, { scope }: Resource): Promise<URLSearchParams> {
  const isForm = incoming.record.method === 'POST' && scope === 'service'
  return new URLSearchParams(isForm ? await readText(incoming, malformedForm) : '')
}

function malformedForm(): OosFault {
  return new OosFault('InvalidArgument', 'The form is not UTF-8.')
}

// Assumed: the codes.
function checkKind({ session }: AccessKey, route: Route | undefined, switches: Switches): void {
  if (route?.action !== undefined && switches.accessKeyOperations === 'V4 only') {
    const message = 'Access keys are looked after with Signature V4.'
    throw new OosFault('AuthorizationHeaderMalformed', message)
  }
  if (session !== undefined && switches.sessionTokens === 'refused') {
    throw new OosFault('InvalidToken', 'Temporary credentials do not go with Signature V2.')
  }
}

// Assumed: the names that Signature V4 has for the two services.
function serviceOf({ action }: Route): string {
  return action === undefined ? 's3' : 'sts'
}

function hostBucketOf(
  host: string,
  { state, ...world }: World,
  context: HandleContext,
  isWebsite: boolean,
): string | undefined {
  const { baseHosts, websiteHosts } = hostsOf(world, context)
  const all = isWebsite ? [...baseHosts, ...websiteHosts] : baseHosts
  return bucketOfHost(host, all, (name) => state.buckets.has(name))
}

function asksForWebsite(host: string, world: World, context: HandleContext): boolean {
  return context.website === true || isWebsiteHost(host, hostsOf(world, context).websiteHosts)
}

function hostsOf(
  { baseHosts, websiteHosts }: Pick<World, 'baseHosts' | 'websiteHosts'>,
  { baseHost }: HandleContext,
): Pick<World, 'baseHosts' | 'websiteHosts'> {
  const all = baseHost === undefined ? baseHosts : [...baseHosts, baseHost]
  return { baseHosts: all, websiteHosts: websiteHostsOf(all, websiteHosts) }
}

function takeFault(
  { faults }: World,
  request: RecordedRequest,
  { bucket, key }: Resource,
): FaultRule | undefined {
  const { operation, part } = request
  return operation === undefined
    ? undefined
    : faults.take({ operation, bucket, key, part, request })
}

// Faults are for requests whose signature is right; only a clock that is off comes before it.
function giveBack(rule: FaultRule | undefined): void {
  if (rule?.skew === 0) rule.times += 1
}

function partOf(target: Target): number | undefined {
  const text = parameter(target, 'partNumber')
  return text === undefined ? undefined : Number(text)
}

async function run(call: Call, { operation, access, run: operate }: Route): Promise<Response> {
  const { scope, bucket, key } = call.resource
  const isOfBucket = access !== 'signed' && access !== 'primary' && access !== 'anyone'
  const governing = isOfBucket ? existingBucket(call.world.state, bucket) : undefined
  authorise(call, { access, bucket: governing, name: nameOf(call, access), operation })
  if (scope === 'object') checkKey(key)
  return operate(call)
}

function nameOf({ resource, target }: Call, access: Access): string {
  if (resource.scope === 'object') return resource.key
  if (access === 'primary') return resource.bucket
  return access.startsWith('s3:ListBucket') ? (parameter(target, 'prefix') ?? '') : ''
}
