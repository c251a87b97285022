// What a task of the compute workload does, written once more for the references.
const chunk = 1_000_000;

function sumOfSquares(from, to) {
  let sum = 0;
  for (let i = from; i < to; i++) sum += i * i;
  return sum;
}

export function task(numbers) {
  let sum = 0;
  for (let from = 0; from < numbers; from += chunk)
    sum += sumOfSquares(from, Math.min(numbers, from + chunk));
  return sum;
}
