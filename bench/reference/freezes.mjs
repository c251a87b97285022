// A workload that freezes the loop for a known time and says for how long it really did.
const times = [50, 75, 100, 200, 350, 500, 750, 1000];

export default {
  id: 'freezes',
  kind: 'async-io',
  tasks: times.length,
  async cooperative(index, context) {
    // Each in a quiet moment of its own, at another phase of the heartbeat.
    await context.sleep(120 + times.slice(0, index).reduce((sum, ms) => sum + ms + 120, 0) + index * 3.7);
    const began = performance.now();
    while (performance.now() - began < times[index]);
    return performance.now() - began;
  },
};
