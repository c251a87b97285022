/** The function, without its errors: nothing of Heddle's may fail in somebody's program. */
export function quiet<Given extends readonly unknown[]>(
  work: (...given: Given) => void,
): (...given: Given) => void {
  return (...given) => {
    try {
      work(...given);
    } catch {
      // It is then not observed.
    }
  };
}
