/** The domains of each region, the second where there is one for when the first cannot be resolved. Source: "RESTful API Overview". */
export const domainsByRegion = {
  china: ["console.tim.qq.com", "adminapi.my-imcloud.com"],
  singapore: ["adminapisgp.im.qcloud.com", "adminapisgp.my-imcloud.com"],
  seoul: ["adminapikr.im.qcloud.com", "adminapikr.my-imcloud.com"],
  tokyo: ["adminapijpn.im.qcloud.com", "adminapijpn.my-imcloud.com"],
  frankfurt: ["adminapiger.im.qcloud.com", "adminapiger.my-imcloud.com"],
  siliconValley: ["adminapiusa.im.qcloud.com", "adminapiusa.my-imcloud.com"],
  jakarta: ["adminapiidn.im.qcloud.com", "adminapiidn.my-imcloud.com"],
} as const;

export type Region = keyof typeof domainsByRegion;

const regionsByDomain: ReadonlyMap<string, Region> = new Map(
  (Object.keys(domainsByRegion) as Region[]).flatMap((region) =>
    domainsByRegion[region].map((domain) => [domain, region] as const),
  ),
);

/** The region that a Host header names, undefined for one that is no domain of the service's. */
export function regionOf(host: string): Region | undefined {
  return regionsByDomain.get(host.toLowerCase().replace(/:\d+$/, ""));
}
