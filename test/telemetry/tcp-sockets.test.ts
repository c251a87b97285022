import { expect, test } from 'vitest';
import { parseTcpTable } from '../../source/telemetry/probes/tcp-sockets.ts';

test('a table of the kernel, for addresses of either length', () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:07E8 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1681 1 0000000032ec588e 100 0 0 10 0
12345: 0100007F:9AF2 0100007F:240D 06 00000000:00000000 03:00000069 00000000     0        0 0 3 0000000067df95b3
`;
  const tcp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0000000000000000FFFF00000100007F:8503 0000000000000000FFFF00000100007F:AA3E 01 00000005:0000000B 03:00000925 00000000  1000        0 2567773 3 000000003dae39fb
`;
  expect(parseTcpTable(tcp)).toEqual([
    { address: '00000000', port: 2024, state: 0x0a, waiting: 3, inode: '1681' },
    { address: '0100007F', port: 39666, state: 0x06, waiting: 0, inode: '0' },
  ]);
  expect(parseTcpTable(tcp6)).toEqual([
    { address: '0000000000000000FFFF00000100007F', port: 34051, state: 0x01, waiting: 11, inode: '2567773' },
  ]);
});
