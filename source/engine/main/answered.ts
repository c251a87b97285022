/** How long a lane that is idle may take for its answer: a full collection of a gigabyte. One that still computes for itself is not waited for. */
const patienceMs = 2000;

/** The answers of lanes, of those that give one in time. */
export async function answered<T>(asked: readonly Promise<T | null>[]): Promise<T[]> {
  const answers: T[] = [];
  const heard = asked.map(async (answer) => {
    const value = await answer.catch(() => null);
    if (value !== null) answers.push(value);
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([Promise.all(heard), tooLong]);
  clearTimeout(timer);
  return answers;
}
