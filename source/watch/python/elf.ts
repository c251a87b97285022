import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Where a program's file has a symbol, and where its first byte belongs, in addresses as the file has them. */
type Found = { readonly at: number; readonly firstAt: number };

/** By the file, which is read once. */
const known = new Map<string, Found | null>();
/** More programs than that are asked about anew. */
const mostKnown = 100;

const [allocated, dynamicSymbols] = [1, 11];
const [sectionBytes, programBytes, symbolBytes] = [64, 56, 24];

/** The address of a symbol that a file exports, of one that was mapped from there on; null where it does not. */
export function symbolAddress(path: string, symbol: string, mappedAt: number): number | null {
  try {
    const file = openSync(path, 'r');
    try {
      const { dev, ino, mtimeMs } = fstatSync(file);
      const key = `${symbol} ${dev} ${ino} ${mtimeMs}`;
      const found = known.get(key) ?? findSymbol(file, symbol);
      if (known.size >= mostKnown) known.clear();
      known.set(key, found);
      return found && mappedAt - found.firstAt + found.at;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Of 64 bits and little-endian, as all are on which the kernel tells of calls; else null. */
function findSymbol(file: number, symbol: string): Found | null {
  const header = read(file, 0, 64);
  if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) return null;
  const firstAt = firstAddress(read(file, address(header, 32), header.readUInt16LE(56) * programBytes));
  const sections = read(file, address(header, 40), header.readUInt16LE(60) * sectionBytes);
  for (let at = 0; at < sections.length; at += sectionBytes) {
    if (sections.readUInt32LE(at + 4) !== dynamicSymbols) continue;
    const names = sections.readUInt32LE(at + 40) * sectionBytes;
    const found = symbolIn(section(file, sections, at), section(file, sections, names), symbol);
    if (found !== null && firstAt !== null) return { at: found, firstAt };
  }
  return null;
}

function firstAddress(programs: Buffer): number | null {
  for (let at = 0; at < programs.length; at += programBytes) {
    const isFirst = programs.readUInt32LE(at) === allocated && address(programs, at + 8) === 0;
    if (isFirst) return address(programs, at + 16);
  }
  return null;
}

function symbolIn(symbols: Buffer, names: Buffer, symbol: string): number | null {
  const wanted = names.indexOf(`\0${symbol}\0`) + 1;
  if (wanted === 0) return null;
  for (let at = 0; at < symbols.length; at += symbolBytes)
    if (symbols.readUInt32LE(at) === wanted) return address(symbols, at + 8);
  return null;
}

const section = (file: number, sections: Buffer, at: number) =>
  read(file, address(sections, at + 24), address(sections, at + 32));

const address = (bytes: Buffer, at: number) => Number(bytes.readBigUInt64LE(at));

function read(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
