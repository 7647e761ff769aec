/** Sets of sites as ascending indices. */
export function withSite(sites: Int32Array, site: number): Int32Array {
  const grown = new Int32Array(sites.length + 1);
  grown.set(sites);
  grown[sites.length] = site;
  return grown.sort();
}

export function withoutSite(sites: Int32Array, site: number): Int32Array {
  return sites.filter((other) => other !== site);
}

/** All of `count` sites that are not in `sites`. */
export function otherSites(sites: Int32Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, site) => site).filter((site) => !sites.includes(site));
}
