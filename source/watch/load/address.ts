const any6 = '0'.repeat(32);
/** IPv4 within IPv6, as the kernel writes it: words of four bytes, the last byte of each first. */
const mapped = '0000000000000000FFFF0000';

/**
 * By which addresses of this machine a listening socket can be reached, the best first: all of them stay on it. `others`: whether
 * another program listens at that port on IPv4, which one that listens on all of IPv6 does not have then.
 */
export function hostsOf(address: string, others: boolean): readonly string[] {
  if (address.length === 8) return [hostOf4(address)];
  if (address === any6) return others ? ['::1'] : ['127.0.0.1', '::1'];
  if (address.startsWith(mapped)) return [hostOf4(address.slice(mapped.length))];
  const bytes = address.match(/.{8}/g)!.flatMap((word) => word.match(/../g)!.reverse());
  return [
    Array.from({ length: 8 }, (_, at) => bytes[2 * at]! + bytes[2 * at + 1]!)
      .join(':')
      .toLowerCase(),
  ];
}

/** That which stands for all of them is reached by the loopback. */
function hostOf4(address: string): string {
  const bytes = address.match(/../g)!.reverse();
  return address === '00000000' ? '127.0.0.1' : bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
}
