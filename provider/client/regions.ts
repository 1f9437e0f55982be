/**
 * The service's host for each region that an SDKAppID can be bound to.
 *
 * Source: "Deleting Live Streaming Group Robots", request parameters.
 */
export const regionHosts = {
  china: "console.tim.qq.com",
  singapore: "adminapisgp.im.qcloud.com",
  seoul: "adminapikr.im.qcloud.com",
  tokyo: "adminapijpn.im.qcloud.com",
  frankfurt: "adminapiger.im.qcloud.com",
  siliconValley: "adminapiusa.im.qcloud.com",
  jakarta: "adminapiidn.im.qcloud.com",
} as const;

export type Region = keyof typeof regionHosts;

export const regions = Object.keys(regionHosts) as Region[];

export function isRegion(text: string): text is Region {
  return Object.hasOwn(regionHosts, text);
}

/** Whether this is the address of a region, and not of a gateway or an emulator that stands in its place. */
export function isRegionUrl(baseUrl: string): boolean {
  return Object.values<string>(regionHosts).some((host) => baseUrl === `https://${host}`);
}
