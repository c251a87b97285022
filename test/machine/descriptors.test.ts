import { expect, test } from 'vitest';
import { descriptorLimit, parseDescriptorLimit } from '../../source/machine/descriptors.ts';

const limits = (soft: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             1024                 2048                 processes
Max open files            ${soft.padEnd(20)} 1048576              files
Max locked memory         65536                65536                bytes
`;

test('the limit that counts is the soft one', () => {
  expect(parseDescriptorLimit(limits('1024'))).toBe(1024);
});

test('without a limit, and where the system tells none, it is not known', () => {
  expect(parseDescriptorLimit(limits('unlimited'))).toBeNull();
  expect(descriptorLimit('self', () => null)).toBeNull();
});
