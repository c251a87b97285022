// Launches a program as Heddle does, and tells its number and its port once its loop is observed.
import { Launched } from '../../../../source/watch/launch.ts';

const known: { pid?: number; port?: number } = {};
await Launched.start({
  command: process.argv.slice(2),
  output: 'piped',
  onEvent: (said) => {
    const before = Object.keys(known).length;
    const port = 'output' in said ? /^port (\d+)$/m.exec(said.output.text)?.[1] : undefined;
    if (port !== undefined) known.port = Number(port);
    if ('event' in said && said.event.type === 'loaded') known.pid = said.pid;
    if (before < 2 && Object.keys(known).length === 2) console.log(JSON.stringify(known));
  },
  onBroken: () => {},
});
