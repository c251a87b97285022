import type { TaskChunk } from '../../source/session/task-chunk.ts';
import type { TaskTable } from '../../source/session/task-table.ts';

/** A chunk whose tasks were looked at is told of by its first task; to read how many are in which state is no look. */
export function watched(table: TaskTable, onRead: (first: number) => void): TaskTable {
  return { ...table, chunks: table.chunks.map((chunk) => watch(chunk, () => onRead(chunk.first))) };
}

function watch(chunk: TaskChunk, onRead: () => void): TaskChunk {
  return {
    ...chunk,
    get state() {
      onRead();
      return chunk.state;
    },
    get startedMs() {
      onRead();
      return chunk.startedMs;
    },
  };
}
