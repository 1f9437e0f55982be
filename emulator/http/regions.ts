/** The domains of each region; the second is a fallback if the first does not resolve. Source: "RESTful API Overview". */
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

/** The region of the domain in a Host header; undefined if it is no domain of the service. */
export function regionOf(host: string): Region | undefined {
  return regionsByDomain.get(host.toLowerCase().replace(/:\d+$/, ""));
}
