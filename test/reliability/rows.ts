import { browsers, type Place } from '../places.ts'

/** One thing that goes wrong, and what comes of it. */
export interface Row {
  /** F is for faults, K for keys and names, S for security, Req for what users ask for. Titles begin with it. */
  readonly id: string
  /** What goes wrong. */
  readonly failure: string
  /** What the SDK does then, in one sentence. */
  readonly behaviour: string
  /** Where it must be shown: what hangs on the platform in every browser too, what only pages meet only there. */
  readonly shownIn: readonly Place[]
}

/** Every row of docs/reliability.md, in its order. Uploads of many parts have rows of their own. */
export const rows: readonly Row[] = [
  node(
    'F1',
    'the connection is cut while a part is sent',
    'That part is sent again, whole, and no other; what had left of it is not taken back in the progress.',
  ),
  node(
    'F2',
    'there is no network for ten minutes',
    'Uploads and downloads wait without using an attempt, look every 30 seconds since the browser may be wrong, and go on when it says that it is back.',
  ),
  node(
    'F3',
    'the machine sleeps for an hour in the middle of a part',
    'That part is sent once more, with credentials and a date that are valid then.',
  ),
  node(
    'F4',
    'the page is in the background, where timers run once a minute',
    'Nothing needs a timer to go on.',
  ),
  browser(
    'F5',
    'the page is closed',
    'What has arrived stays; with a `store` a later page goes on with it.',
  ),
  node(
    'F6',
    'Complete, Copy or CopyPart answers 200 with an error inside',
    'The error is thrown under its own code, and sent again if that code passes.',
  ),
  node(
    'F7',
    'Complete sends spaces for two minutes, then its result',
    'Each byte starts the idle limit anew, and white space before the document is skipped.',
  ),
  node(
    'F8',
    'the answer to Complete is empty or cut off',
    'It is never taken for a success: `InvalidResponse` or `NetworkError`, after the attempts that are left.',
  ),
  everywhere(
    'F9',
    'an object’s content is shorter than its Content-Length',
    'Reading the body rejects; what was received is never handed out as the whole. `Download` goes on from the byte reached, if the object is still the same.',
  ),
  node(
    'F10',
    'a listing without Content-Length is cut off',
    'A document whose root does not close is `InvalidResponse` and is asked for again, never a short page.',
  ),
  everywhere(
    'F11',
    'a download stalls after its headers',
    'Reading the body rejects with `Timeout` after `timeout.idle` without a byte.',
  ),
  node(
    'F12',
    'the server closes a connection just as it is used again',
    'The request is sent again at once, on a new connection, without a wait.',
  ),
  node(
    'F13',
    'the connection is reset during an upload that the server has accepted',
    'The same bytes are sent again; `PutObjectTooFast` from the first write is waited out.',
  ),
  node(
    'F14',
    'SlowDown with `Retry-After: 90`',
    'All calls of the client wait for 90 seconds, and only the call that was refused has used an attempt.',
  ),
  node(
    'F15',
    '503 without Retry-After, with an HTML page, or to HEAD',
    'It is `SlowDown` all the same, sent again after a random wait whose bound doubles.',
  ),
  node(
    'F16',
    'Retry-After is a date, negative, or a billion',
    'Seconds and dates are understood, nonsense is ignored, and no wait is longer than two minutes.',
  ),
  node(
    'F17',
    '`Internal Error` with a space in its code',
    'It has the code `InternalError` and is sent again.',
  ),
  node(
    'F18',
    'the clock is off, by minutes or by a day, and is put right later',
    'The offset is learned from the answer that refuses, each parallel call succeeds at its second attempt, and again when the clock changes back.',
  ),
  everywhere(
    'F19',
    'RequestTimeTooSkewed, with a Date that the page may not see',
    'The error says that the clock is off and what to expose; nothing is sent again in vain.',
  ),
  everywhere(
    'F20',
    'a redirect: to a place near or far, without a place, or in a circle',
    'It is not followed: `Redirect` names the place to set as endpoint, where the platform shows it.',
  ),
  node(
    'F21',
    'credentials expire while several requests are under way',
    'The provider is asked once, and each request is signed anew and sent once more.',
  ),
  node(
    'F22',
    'the provider of credentials rejects, hangs, or gives the expired pair again',
    'The call rejects, within its limits, with an error that names the provider.',
  ),
  node(
    'F23',
    'NoSuchUpload, when an upload goes on',
    'Either the object is there, complete, or the upload begins again and says so.',
  ),
  node(
    'F24',
    'the answer to Complete is lost',
    'The list of parts and the object’s ETag tell what became of it; where they do not, it is `UnknownOutcome`, and `resume()` finds out.',
  ),
  node(
    'F25',
    'an upload is completed twice at the same time',
    '`done()` is one promise; with a store a second upload is `UploadBusy`; and what somebody else completed is found to be done.',
  ),
  browser(
    'F26',
    'the same file is uploaded in two tabs',
    'One of them does it, the other is `UploadBusy`; when that tab is closed, the other may go on.',
  ),
  node(
    'F27',
    'a proxy changes or strips headers that are signed',
    '`SignatureDoesNotMatch` names the line of the string to sign that differs.',
  ),
  node(
    'F28',
    'a proxy answers 200 with its login page',
    'It is `InvalidResponse` with the page’s title, for PUT too, and no success.',
  ),
  node(
    'F29',
    'a proxy holds an upload back, so that the answer comes late',
    'The limit for the first byte grows with the body, the total is unlimited, and both can be set.',
  ),
  browser(
    'F30',
    'CORS hides the ETag',
    'Single requests succeed with `ETag` undefined; `Upload` takes the ETags from the list of parts, and where that is denied stops after the first part with `ETagHidden` and the rule to set.',
  ),
  browser(
    'F31',
    'CORS lets a page read, but not send what it wants to send',
    'The error is `NetworkError` with the likely causes and the CORS rule to set; with that rule the call succeeds.',
  ),
  node(
    'F32',
    'a listing is endless, has empty pages, repeats its marker, or does not get on',
    'Each entry is given once, one page after another; a marker that does not advance is `InvalidResponse`.',
  ),
  node('F33', 'there is nothing to upload: an empty file or stream', 'It is one PUT of length 0.'),
  node(
    'F34',
    'a file of one byte, of exactly a part, of a byte more or less, or of more than 10,000 parts',
    'It has as many parts as it needs, and larger ones where 10,000 would not do.',
  ),
  everywhere(
    'F35',
    'the file is changed, deleted, or cannot be read any more',
    'It is `SourceChanged`: told from a network error, not sent again, and nothing is put together.',
  ),
  node(
    'F36',
    'a browser reads slices of a file as nothing',
    'It is `SourceChanged` before anything is sent.',
  ),
  everywhere(
    'F37',
    'a stream is uploaded from a page',
    'Browsers never get it: it is cut into Blobs of one part each.',
  ),
  everywhere(
    'F38',
    'a call is aborted at any moment',
    'It rejects at once with the reason of the signal, untouched, and waits for nothing.',
  ),
  node(
    'F39',
    'the parts cannot be removed',
    'After three times `abort()` rejects with the id of the upload and the cause; called again it tries again.',
  ),
  node(
    'F40',
    'parts arrive after they were removed',
    'They are removed again until the service says that there is no such upload.',
  ),
  node(
    'F41',
    'PutObjectTooFast, IncompleteBody, BadDigest or RequestTimeout',
    'They are sent again although their status is 400; BadDigest once, then it is `Integrity`.',
  ),
  node(
    'F42',
    '411, EntityTooSmall, InvalidPart or InvalidPartOrder',
    'They are final at once: the program has to change.',
  ),
  node(
    'F43',
    '412 or 304',
    'They are `PreconditionFailed` and `NotModified`, final, and for HEAD too.',
  ),
  node(
    'F44',
    'names are not resolved, or TLS fails',
    '`NetworkError` keeps the cause, and its hint is about the authority, never about switching checks off.',
  ),
  node(
    'F45',
    'headers are repeated, folded or in odd case, and ETags have quotes or none',
    'Headers are read in any case, and an ETag is handed out as it came.',
  ),
  everywhere(
    'F46',
    'the object is stored as gzip, and the platform unpacks it',
    'Its length is not compared, since it is that of other bytes.',
  ),
  node(
    'F47',
    'the body of an error is huge or never ends',
    'Reading stops after 64 KiB and the connection is let go.',
  ),
  node('F48', '100, 102 or 103 come before the answer', 'They are passed over.'),
  everywhere(
    'F49',
    'the storage of a page is full, forbidden, or says nothing any more',
    'Single requests store nothing; an upload goes on without its store, and tells of it in a `warning`.',
  ),
  node(
    'F50',
    'DeleteObjects: too many keys, the same one twice, one refused',
    'More than 1000 keys are refused; a result lists what was deleted and what was not, and is no error.',
  ),
  everywhere(
    'K1',
    'keys in Chinese, and with composed or decomposed letters',
    'They stay as they are: two different spellings are two keys.',
  ),
  everywhere(
    'K2',
    'keys with spaces, plus, percent signs and marks of URLs',
    'They are encoded once, and a plus is never a space.',
  ),
  everywhere(
    'K3',
    'keys with slashes in front, behind, or side by side',
    'The slashes stay, on the wire too.',
  ),
  everywhere(
    'K4',
    'keys with `.` or `..` between slashes',
    'They are refused as `InvalidInput`, since URLs cannot carry them; `%2e%2e` is text like any other.',
  ),
  everywhere(
    'K5',
    'keys with backslashes or control characters',
    'They travel encoded; listings with such characters are read, and DeleteObjects refuses what XML cannot carry.',
  ),
  everywhere(
    'K6',
    'keys with emoji, right-to-left marks, or half a character',
    'Whole characters travel; a half one is refused.',
  ),
  everywhere(
    'K7',
    'keys of 1024 bytes, of more, and of none',
    '1024 bytes travel; more is refused, and so is an empty key, which would name the bucket.',
  ),
  everywhere(
    'K8',
    'keys that look like sub-resources, numbers or members of objects',
    'They are text and nothing else, in requests, listings and metadata.',
  ),
  node('K9', 'bucket names that are none', 'They are refused before there is a URL.'),
  node(
    'S1',
    'secrets in logs, errors and dumps',
    'No client, error or log line holds a secret, however deep one looks.',
  ),
  node('S2', 'signatures in logged URLs', 'Whatever is logged has signatures and tokens replaced.'),
  everywhere(
    'S3',
    'a secret key in a page, where every visitor can read it',
    'A page uploads with forms, links and signatures that a server makes, and gets no secret; one that has a secret is warned.',
  ),
  node(
    'S4',
    'line breaks in headers, metadata and names',
    'They are refused before anything is signed.',
  ),
  node(
    'S5',
    'markup in keys and values of XML bodies',
    'It is escaped and comes back as it was; what XML cannot carry is refused.',
  ),
  node(
    'S6',
    'documents made to blow up: entities, depth, size',
    'DOCTYPE is refused, depth and size have limits, and reading takes time in line with the length.',
  ),
  node(
    'S7',
    'elements and metadata called `__proto__` or `constructor`',
    'They are data: no prototype changes.',
  ),
  everywhere(
    'S8',
    'a redirect to a server that collects signatures',
    'That server gets nothing at all.',
  ),
  node(
    'S9',
    'a bucket or key that would change the host',
    'The host is the endpoint, or the bucket before it, whatever the input.',
  ),
  node(
    'S10',
    'a way down from https to http',
    'An https endpoint is never spoken to over http, not even when a redirect says so.',
  ),
  node(
    'S11',
    'switching off the checks of TLS',
    'There is no option for it, and no document that advises it.',
  ),
  node(
    'S12',
    'what Signature V2 does not cover',
    'The documents say line by line what a link and a form hold on to, and what whoever has them can change.',
  ),
  node(
    'S13',
    'signed URLs that allow too much for too long',
    'A life of more than a week comes with a warning, and the policy of a form limits what it may send.',
  ),
  node(
    'S14',
    'requests that are recorded and sent again',
    'What is written with Content-MD5 can only be written again as it was; dates are new for each attempt.',
  ),
  node(
    'S15',
    'answers that are huge or never end',
    'Documents end at 16 MiB and errors at 64 KiB; the rest is cancelled.',
  ),
  node(
    'S16',
    'an emulator that helps to guess keys, or has real ones',
    'It compares signatures in constant time and listens on loopback alone, and no key in the repository is real.',
  ),
  node(
    'S17',
    'packages that run scripts or carry more than they say',
    'They have no install scripts, and what npm would pack is listed and compared.',
  ),
  browser(
    'S18',
    'a strict Content-Security-Policy with Trusted Types',
    'The SDK works under it: no eval, no inline script, no worker.',
  ),
  everywhere(
    'S19',
    'a checkpoint that was tampered with',
    'It holds no secret, and is as good as none unless it is whole in every member and of the same endpoint, bucket and key.',
  ),
  everywhere(
    'S20',
    'objects of another realm, and globals that were changed',
    'Bodies and errors are known by what they are, not by their constructor.',
  ),
  node(
    'S21',
    'a hostile Date',
    'Only the answers of the endpoint teach the clock, and by a day at most.',
  ),
  node(
    'S22',
    'control characters in what a server says',
    'They are taken out of messages and hints.',
  ),
  node(
    'S23',
    'many calls that find the credentials expired at once',
    'One refresh is under way at a time, and all wait for it.',
  ),
  node(
    'S24',
    'an upload that is not complete, which OOS shows under the key of the object',
    '`Download` refuses it for want of an ETag, unless it is told to take what there is.',
  ),
  everywhere(
    'Req 2a',
    'the page is closed or reloaded while it uploads',
    'With a `store`, the next page that is given the file goes on: each part that has arrived is sent once.',
  ),
  everywhere(
    'Req 2b',
    'an upload is to go on with another file',
    'It is refused before any request, `CheckpointMismatch`: by name, size, time of change and samples of the content.',
  ),
  node(
    'Req 2c',
    'the service has other parts than the page has kept in mind',
    'The service is believed, page by page of its list; a part of another size or MD5 is sent again.',
  ),
  node(
    'Req 2d',
    'parts arrive in any order',
    'A checkpoint is told when the upload begins and after every part.',
  ),
  node(
    'Req 2e',
    'the service has forgotten the upload that is to go on',
    'It begins again, once, and tells it in a `restart`; or fails with `NoSuchUpload`, as told.',
  ),
  browser(
    'Req 3a',
    'a browser says no more of a failure than `Failed to fetch`',
    '`NetworkError` names the likely causes, the headers and the CORS rule to set, and claims nothing for certain.',
  ),
  node(
    'Req 3b',
    'a page of https speaks to http',
    'It is warned of, and refused before the request: `MixedContent`.',
  ),
  everywhere(
    'Req 3c',
    'the ETags of parts cannot be seen',
    'They are taken from the list of parts; where that is denied it is `ETagHidden` after the first part.',
  ),
  everywhere(
    'Req 3d',
    'CORS rules have to be written',
    'There are commands for them, `browserCorsRule`, and a rule in the error that works.',
  ),
  node(
    'Req 4a',
    'a bar stands still while a large request is sent',
    'Bytes are told as they leave, ten times a second at most.',
  ),
  everywhere(
    'Req 4b',
    'progress goes back, passes 100 %, or is whole too early',
    'It only grows, and is whole once the service has confirmed.',
  ),
  node(
    'Req 4c',
    'more is to be shown than a percentage',
    'There are bytes sent and confirmed, parts, speed, time left and phase; what goes on begins with what is there.',
  ),
  node(
    'Req 4d',
    'a platform does not tell of bytes that leave',
    'Progress is by parts, and `granularity` says so.',
  ),
  node('Req 5a', 'one part fails twice', 'It is sent three times, and all others once.'),
  node(
    'Req 5b',
    'the service asks to be left alone',
    'No request of the client leaves until then; concurrency is halved, and recovers.',
  ),
  node(
    'Req 5c',
    'a status does not tell whether it passes',
    'The code decides: PutObjectTooFast is waited out, AccessDenied is final at once.',
  ),
  node(
    'Req 5d',
    'many retries at once make things worse',
    'Waits are random up to a bound that doubles, retries have a budget for each client, and an abort ends a wait at once.',
  ),
  everywhere(
    'Req 5e',
    'one of many files cannot be uploaded',
    '`uploadAll` uploads the others, names it with its error, and tries it again when told to `resume`.',
  ),
  node(
    'Req 8a',
    'Complete, Copy and CopyPart answer 200',
    'That is a success only if the document is there, whole, and no error.',
  ),
  node(
    'Req 8b',
    'a listing ends too early',
    'It is `InvalidResponse` and asked for again, never a shorter list.',
  ),
  node(
    'Req 8c',
    'the service has other parts than were sent',
    'Sizes and ETags are compared before Complete; what differs is sent again once, then it is `Integrity`.',
  ),
  node(
    'Req 8d',
    'content that is damaged on its way, or is not what its ETag says',
    '`Download` compares the length, and the content where the ETag is an MD5: it is `Integrity`, and no file takes it.',
  ),
  everywhere(
    'Req 14a',
    'an upload is given up, whatever it is doing',
    'Its requests are cut, and its parts removed when they have ended, until the service says that they are gone.',
  ),
  node(
    'Req 14b',
    'an upload fails, is paused, or cannot be removed',
    'Its parts stay until `abort()`, whose error names the upload that is left.',
  ),
  node(
    'Req 14c',
    'uploads were begun and never finished',
    '`cleanupStaleUploads` removes those older than told, and lists which it could not remove.',
  ),
  node(
    'Req 14d',
    'an upload is to be stopped, and gone on with later or elsewhere',
    '`abort` with `keep` ends its requests, leaves the parts, and lets another upload of the file go on.',
  ),
  node(
    'Req 15d',
    'two of many files have the same key',
    '`uploadAll` refuses them before any request, `InvalidInput`.',
  ),
  node(
    'Req 16',
    'a file larger than the memory, or a consumer slower than the network',
    'Files are only sliced; of a stream, and for a consumer, no more is held than as many parts as there are requests at a time, and one.',
  ),
  everywhere(
    'Req 16b',
    'thousands of files are uploaded together',
    '`uploadAll` makes nothing of a file before its turn, and has no more requests at a time than told, over all files and their parts.',
  ),
  everywhere(
    'Req 17a',
    'hashing a file keeps the page from answering',
    'Files are hashed in slices of some milliseconds between which others have their turn, or in a worker; where that fails, in slices again.',
  ),
  node(
    'Req 17b',
    'an MD5 of our own that is wrong, for odd lengths or huge files',
    'It equals that of Node for any content, at the edges of its blocks and past 512 MiB.',
  ),
  everywhere(
    'Req 22',
    'frameworks wrap what they keep in a Proxy',
    'Everything public works all the same: state is in closures.',
  ),
  node(
    'Req 24',
    'metadata and names of files that are not ASCII',
    'They are refused under their name, or encoded, and come back as they were.',
  ),
]

/** Rows whose tests are still to come. */
export const pending: readonly string[] = []

function node(id: string, failure: string, behaviour: string): Row {
  return { id, failure, behaviour, shownIn: ['node'] }
}

function everywhere(id: string, failure: string, behaviour: string): Row {
  return { id, failure, behaviour, shownIn: ['node', ...browsers] }
}

function browser(id: string, failure: string, behaviour: string): Row {
  return { id, failure, behaviour, shownIn: browsers }
}
