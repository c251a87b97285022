import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ProfilePiece } from '../protocol/profile.ts';

/** A line that Heddle reads is shorter than a million, with all that JSON adds to a character. */
const pieceCharacters = 64_000;

/**
 * Sends a profile in pieces, each as the one before it is on its way: the memory is the program's, and samples go out in between.
 * Rejects where that is interrupted.
 */
export async function sendProfile(socket: Socket, text: string, signal: AbortSignal): Promise<void> {
  for (let at = 0, end = 0; at < text.length; at = end) {
    signal.throwIfAborted();
    // Of a character in two halves both go together.
    end = at + pieceCharacters - (/[\ud800-\udbff]/.test(text[at + pieceCharacters - 1] ?? '') ? 1 : 0);
    const piece: ProfilePiece = { type: 'profile-piece', text: text.slice(at, end) };
    if (!socket.write(`${JSON.stringify(piece)}\n`)) await once(socket, 'drain', { signal });
  }
}
