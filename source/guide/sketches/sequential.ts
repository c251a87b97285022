import { type Sketch, source } from './sketch.ts';

export const sequential: Sketch = {
  node: () =>
    source(`
// One task after another: nothing to lock, nothing to close.
const inputs = [0, 1, 2, 3, 4, 5, 6, 7];

async function work(n) {
  return n * n;
}

const results = [];
for (const n of inputs) {
  results.push(await work(n));
}
console.log(results.join(' '));
`),
  python: () =>
    source(`
# One task after another: nothing to lock, nothing to close.
inputs = range(8)


def work(n):
    return n * n


results = []
for n in inputs:
    results.append(work(n))
print(*results)
`),
};
