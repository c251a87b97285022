/** The function, without its errors: nothing of Heddle's may fail in somebody's program. One value, as each request passes here. */
export function quiet<Given>(work: (given: Given) => void): (given: Given) => void {
  return (given) => {
    try {
      work(given);
    } catch {
      // It is then not observed.
    }
  };
}
