import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

/** What a server for https shows its clients. */
export interface TlsIdentity {
  /** The certificate in PEM, followed by those between it and the authority, if any. */
  readonly cert: string;
  /** The private key of the certificate in PEM, not encrypted. */
  readonly key: string;
}

/** Says what keeps a server from using a certificate and a key; undefined when they are fine. Never quotes the key. */
export function problemOfTls({
  cert,
  key,
}: TlsIdentity): { part: keyof TlsIdentity; what: string } | undefined {
  const certificate = parsed(() => new X509Certificate(cert));
  if (certificate === undefined)
    return {
      part: "cert",
      what: "holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----",
    };
  const privateKey = parsed<KeyObject>(() => createPrivateKey(key));
  if (privateKey === undefined)
    return {
      part: "key",
      what: "holds no private key in PEM, or an encrypted one; openssl pkey takes a passphrase away",
    };
  if (!certificate.checkPrivateKey(privateKey))
    return { part: "key", what: "is not the key of the certificate; give the two that were made together" };
  return undefined;
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
