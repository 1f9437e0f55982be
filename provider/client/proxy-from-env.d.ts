/** Types of the only function of `proxy-from-env` that the client calls; the package has no types. */
declare module "proxy-from-env" {
  /** The proxy for this URL according to HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, or "" for none. */
  export function getProxyForUrl(url: string): string;
}
