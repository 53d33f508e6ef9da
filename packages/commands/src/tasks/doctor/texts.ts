/** Languages that {@link doctor} speaks. */
export type Language = 'en' | 'zh-CN'

/** What {@link doctor} can find. */
export type FindingCode =
  | 'Unreachable'
  | 'Insecure'
  | 'ClockOff'
  | 'NotSigned'
  | 'WrongSecret'
  | 'UnknownKey'
  | 'TokenRefused'
  | 'HostNotFound'
  | 'BucketInHost'
  | 'DottedBucket'
  | 'NoSuchBucket'
  | 'OrdinaryKey'
  | 'NoAccess'
  | 'CorsMissing'
  | 'CorsMethods'
  | 'CorsHeaders'
  | 'CorsExposure'
  | 'Failed'

/** What is wrong and what to do about it, in words; `$` stands for the details. */
export function textOf(code: FindingCode, detail: string, language: Language): string {
  const texts: Readonly<Record<FindingCode, readonly [en: string, zh: string]>> = {
    Unreachable: [
      'The endpoint does not answer ($). Check its spelling, the network, and whether a proxy or a blocker stands in the way.',
      '无法连接 endpoint（$）。请检查拼写、网络，以及是否有代理或拦截插件。',
    ],
    Insecure: [
      'The endpoint is $: everybody on the way can read and repeat requests. Use https://.',
      'endpoint 是 $：途中任何人都能读取和重放请求。请改用 https://。',
    ],
    ClockOff: [
      'The clock here is $ off the service’s; OOS refuses requests that are 15 minutes off. Set the clock, or give OosClient a `clock`.',
      '本机时钟与服务端相差 $；相差 15 分钟的请求会被 OOS 拒绝。请校准时钟，或为 OosClient 设置 `clock`。',
    ],
    NotSigned: [
      'There was nothing to sign with ($). Check the provider of credentials, or the server that signs.',
      '无法取得密钥或签名（$）。请检查提供 credentials 的函数，或负责签名的服务器。',
    ],
    WrongSecret: [
      'The signature is refused: the secret key does not belong to the access key id $, or a proxy changes requests. Copy the secret again, without spaces.',
      '签名不匹配：SecretKey 与 AccessKeyId $ 不对应，或代理修改了请求。请重新复制密钥，注意不要带空格。',
    ],
    UnknownKey: [
      'The access key id $ is not known, or it is switched off. Look it up in the console.',
      'AccessKeyId $ 不存在或已停用。请在控制台核对。',
    ],
    TokenRefused: [
      'The session token is refused ($). Fetch new temporary keys; give `credentials` as a function, so that they are renewed.',
      '临时令牌被拒绝（$）。请重新获取临时密钥；把 `credentials` 写成函数即可自动续期。',
    ],
    HostNotFound: [
      'The host $ is not found, though the endpoint answers. Set addressing: "path".',
      '找不到主机 $，但 endpoint 本身可用。请设置 addressing: "path"。',
    ],
    BucketInHost: [
      'The endpoint $ is itself a bucket. Set addressing: "cname", or use the endpoint of the service.',
      'endpoint $ 本身就是一个 bucket。请设置 addressing: "cname"，或改用服务的 endpoint。',
    ],
    DottedBucket: [
      'No certificate covers $, because the bucket has a dot. Set addressing: "path".',
      'bucket 名含有点号，证书不覆盖 $。请设置 addressing: "path"。',
    ],
    NoSuchBucket: [
      'There is no bucket $ at this endpoint. Check its name and its resource pool.',
      '该 endpoint 下没有 bucket $。请检查名称和所在资源池。',
    ],
    OrdinaryKey: [
      'The key $ is an ordinary one: it may only use keys and prefixes that begin with its own id. Use such keys, or a primary key.',
      '密钥 $ 是普通密钥：只能操作以自身 AccessKeyId 开头的对象和前缀。请使用这样的对象名，或改用主密钥。',
    ],
    NoAccess: [
      'The bucket $ may not be read with this key. It belongs to somebody else, or a policy forbids it.',
      '该密钥无权读取 bucket $：它属于其他账户，或被策略禁止。',
    ],
    CorsMissing: [
      'No CORS rule of the bucket fits the origin $. Put browserCorsRule(origin) with PutBucketCors.',
      'bucket 没有适用于来源 $ 的 CORS 规则。请用 PutBucketCors 写入 browserCorsRule(origin)。',
    ],
    CorsMethods: ['The CORS rule lacks AllowedMethod $.', 'CORS 规则缺少 AllowedMethod：$。'],
    CorsHeaders: [
      'The CORS rule lacks AllowedHeader $, or * for all.',
      'CORS 规则缺少 AllowedHeader：$（或用 * 表示全部）。',
    ],
    CorsExposure: [
      'The CORS rule lacks ExposeHeader $: pages cannot see them.',
      'CORS 规则缺少 ExposeHeader：$，页面无法读取。',
    ],
    Failed: [
      'The service answers with an error that says no more than this: $',
      '服务返回错误，仅有以下信息：$',
    ],
  }
  const [en, zh] = texts[code]
  return (language === 'en' ? en : zh).replace('$', () => detail)
}
