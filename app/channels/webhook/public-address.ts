import { BlockList, isIP } from "node:net";
import { lookup as dnsLookup } from "node:dns";
import type { LookupAddress } from "node:dns";

/** Addresses that lead into our own network or nowhere: RFC 6890 (special-purpose registries), RFC 4193, RFC 6598. */
const PRIVATE = new BlockList();
for (const [net, bits] of [["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["224.0.0.0", 4], ["240.0.0.0", 4]] as const) {
  PRIVATE.addSubnet(net, bits, "ipv4");
}
// Those that carry an IPv4 address inside (compatible, NAT64, Teredo, 6to4) lead wherever it leads.
for (const [net, bits] of [["::", 96], ["64:ff9b::", 96], ["64:ff9b:1::", 48], ["100::", 64], ["2001::", 23], ["2002::", 16], ["fc00::", 7], ["fe80::", 10], ["fec0::", 10], ["ff00::", 8]] as const) PRIVATE.addSubnet(net, bits, "ipv6");

/** Whether an IP address is one that the public can reach. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain);
  return family !== 0 && !PRIVATE.check(plain, family === 4 ? "ipv4" : "ipv6");
}

type Answer = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Refused: the name leads into a private network. */
export class PrivateAddress extends Error {}

/**
 * A `lookup` for Node's requests that refuses private addresses. Checked where the connection is made, so a name
 * that answers differently the second time gains nothing.
 */
export function publicLookup(hostname: string, options: { all?: boolean }, answer: Answer): void {
  dnsLookup(hostname, { all: true }, (error, addresses) => {
    if (error) return answer(error, "", 0);
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (bad || !first) return answer(new PrivateAddress("a private address"), "", 0);
    if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
}
