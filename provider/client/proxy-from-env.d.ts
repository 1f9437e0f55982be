/** Types of the one call that is used of the package `proxy-from-env`, which brings none. */
declare module "proxy-from-env" {
  /** The proxy for this URL by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, or "" for none. */
  export function getProxyForUrl(url: string): string;
}
