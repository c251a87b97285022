// A program that waits as it loads: `cause` for longer than anybody likes.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, process.argv[2] === 'cause' ? 1200 : 1);
setTimeout(() => {}, 500);
