// Launches a program as Heddle does, and tells when it is observed.
import { Launched } from '../../../../source/watch/launch.ts';

const [output, ...command] = process.argv.slice(2);
await Launched.start({
  command,
  output: output === 'piped' ? 'piped' : { columns: 80, rows: 24 },
  onEvent: (said) => {
    if ('event' in said && said.event.type === 'loaded') process.stdout.write(`observed ${said.pid}\n`);
  },
  onBroken: () => {},
});
