import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

/** The certificate of a server for https, with its key. */
export interface TlsIdentity {
  /** The certificate in PEM, followed by the intermediate certificates, if any. */
  readonly cert: string;
  /** The private key of the certificate in PEM, not encrypted. */
  readonly key: string;
}

/** Says why a server cannot use a certificate and a key; undefined if it can. Never quotes the key. */
export function problemOfTls({
  cert,
  key,
}: TlsIdentity): { part: keyof TlsIdentity; what: string } | undefined {
  const certificate = parsed(() => new X509Certificate(cert));
  if (certificate === undefined)
    return {
      part: "cert",
      what: "has no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----",
    };
  const privateKey = parsed<KeyObject>(() => createPrivateKey(key));
  if (privateKey === undefined)
    return {
      part: "key",
      what: "has no private key in PEM, or an encrypted one; openssl pkey removes a passphrase",
    };
  if (!certificate.checkPrivateKey(privateKey))
    return {
      part: "key",
      what: "is not the key of the certificate; use a certificate and a key that were made together",
    };
  return undefined;
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
