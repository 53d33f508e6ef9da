/** Certificates or keys in PEM, as text or bytes. */
export type Pem = string | Uint8Array

/** Options of {@link nodeTransport}. */
export interface NodeTransportOptions {
  /**
   * Connections to one host at a time; requests beyond wait for one, and the wait counts for
   * `timeout.firstByte` of the client. Content that nobody reads holds its connection until `timeout.idle` is
   * over, so a limit must leave room for what is read side by side.
   *
   * @defaultValue Infinity
   */
  readonly maxSockets?: number | undefined
  /**
   * Milliseconds after which a connection that is not used is closed; less if the server asks for less in
   * `Keep-Alive: timeout`.
   *
   * @defaultValue 4000
   */
  readonly idle?: number | undefined
  /**
   * Certificates of the authorities to trust, in place of those that Node brings along. With
   * `[...tls.rootCertificates, own]` they are trusted beside them.
   */
  readonly ca?: Pem | readonly Pem[] | undefined
  /** Certificate of this client, with those that lead to its authority, where the server asks for one. */
  readonly cert?: Pem | readonly Pem[] | undefined
  /** Private key of `cert`. */
  readonly key?: Pem | readonly Pem[] | undefined
  /** Certificate and key of this client in PKCS #12, in place of `cert` and `key`. */
  readonly pfx?: Uint8Array | undefined
  /** What `key` or `pfx` is encrypted with. */
  readonly passphrase?: string | undefined
  /**
   * Name to ask for and to find in the server's certificate, where it is reached by another one, as through
   * a tunnel.
   *
   * @defaultValue the host of the endpoint
   */
  readonly servername?: string | undefined
  /**
   * The oldest TLS to speak.
   *
   * @defaultValue 'TLSv1.2'
   */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3' | undefined
}
