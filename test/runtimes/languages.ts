/** A language that docs/runtimes.md is written in, with the words of its tables. */
export interface Language {
  readonly page: string
  /** A phrase of the tables in this language; throws if it is not known. */
  readonly say: (english: string) => string
  /** Between two statements, and between a name and what is said of it. */
  readonly semicolon: string
  readonly colon: string
}

export const languages: readonly Language[] = [
  { page: 'docs/runtimes.md', say: (english) => english, semicolon: '; ', colon: ': ' },
  { page: 'docs/zh-CN/runtimes.md', say: chineseOf, semicolon: '；', colon: '：' },
]

function chineseOf(english: string): string {
  const words = chinese[english]
  // Names and what is quoted stay as they are.
  if (words === undefined && /[a-z]{3} [a-z]{2}/.test(english)) {
    throw new Error(`test/runtimes/languages.ts has no Chinese for: ${english}`)
  }
  return words ?? english
}

const chinese: Readonly<Record<string, string>> = {
  runtime: '运行时',
  version: '版本',
  what: '项目',
  'what runtimes do': '运行时的行为',
  'what the SDK does': 'SDK 的做法',
  'that of Debian 12': 'Debian 12 自带',

  signing: '签名',
  bodies: '请求体',
  downloads: '下载',
  aborting: '中止',
  'time limits': '时限',
  retries: '重试',
  uploads: '上传',
  listing: '列表',
  links: '链接',
  errors: '错误',

  'Content-Type of text': '文本的 Content-Type',
  'Content-Type of a slice of a typed Blob': '有类型的 Blob 切片后的 Content-Type',
  'type of a File of text/plain': 'text/plain 的 File 的类型',
  'Content-Length of an empty Blob': '空 Blob 的 Content-Length',
  'a stream with Content-Length': '带 Content-Length 的流',
  'a stream that fails': '中途出错的流',
  'when nobody listens': '没有服务在监听时',
  'a connection that breaks': '连接断开时',

  none: '没有',
  'an empty one': '空值',
  'with its length': '带长度',
  'without a length': '不带长度',
  'sent with its length': '发送，带长度',
  'sent without a length': '发送，不带长度',
  'rejects: TypeError': '以 TypeError 拒绝',
  'rejects: NotSupportedError': '以 NotSupportedError 拒绝',
  'sends "[object ReadableStream]"': '发送的是 “[object ReadableStream]”',
  'TypeError, mine': 'TypeError，带原因',
  'Error, no reason': 'Error，没有原因',
  'TypeError, no reason': 'TypeError，没有原因',
  'NotSupportedError, no reason': 'NotSupportedError，没有原因',
  'TypeError, a reason in words': 'TypeError，原因只有文字',
  resolves: '照常完成',
  sent: '发送',
  'left out': '不发送',
  hangs: '一直没有结果',
  'can be set': '可以设置',
  'cannot be set': '不能设置',
  rejects: '拒绝',
  'sends again by itself': '自行重发',
  there: '有',
  missing: '没有',

  'always sets it, before it signs (`core/src/steps/build.ts`)':
    '总是在签名之前设置它（`core/src/steps/build.ts`）',
  'the same': '同上',
  'sends what the File says': '按 File 所说发送',
  'sends an empty text in its place (`core/src/steps/build.ts`)':
    '改为发送空文本（`core/src/steps/build.ts`）',
  'refuses streams where they would lose their length (`core/src/request/sends-length.ts`)':
    '在会丢失长度的地方拒绝流（`core/src/request/sends-length.ts`）',
  'keeps the reason itself, and looks at it even if fetch resolves (`core/src/request/send-stream.ts`)':
    '自己记住原因，即使 fetch 照常完成也会检查（`core/src/request/send-stream.ts`）',
  'never sends it': '从不发送',
  'sends `x-amz-date` everywhere (`core/src/steps/sign.ts`)':
    '一律发送 `x-amz-date`（`core/src/steps/sign.ts`）',
  'is `NetworkError` everywhere, with that as its cause (`core/src/failure/lost.ts`)':
    '一律是 `NetworkError`，并以它为 `cause`（`core/src/failure/lost.ts`）',
  'sends again what the runtime does not; `attempts` does not count what the runtime does':
    '运行时不重发的由 SDK 重发；运行时自己的重发不计入 `attempts`',
  'does not need it (`core/src/on-abort.ts`)': '不需要它（`core/src/on-abort.ts`）',
  'does not need it (`web/src/observable.ts`)': '不需要它（`web/src/observable.ts`）',
  'does not need it': '不需要它',
  'outputs can be disposed of where it is there': '有它的地方，输出可以用它释放',
}
