/** To be said once, before Heddle attaches to a process: what its open inspector means. */
export const openPortNotice =
  'Attaching opens the inspector of the process on 127.0.0.1 for 0.1 to 0.3 s, or for as long as its loop is frozen: until it is closed, every user of this machine could run code as the user of the process.';
