import { basename } from 'node:path';
import { isPackageManager } from '../probe/package-manager.ts';
import { oneLine } from '../protocol/text.ts';

/** Shells, and what keeps terminals and the machine going: none of them is a program that a person wants to watch. */
const keepers: ReadonlySet<string> = new Set(
  `agetty ash auditd bash chronyd containerd-shim cron crond csh dash dbus-broker dbus-daemon fish getty init journalctl ksh
  less login mosh-server polkitd rsyslogd runsvdir screen script sh sleep ssh ssh-agent sshd su sudo systemd systemd-journald
  systemd-logind systemd-networkd systemd-resolved systemd-timesyncd systemd-udevd tail tcsh tini tmux top udevd watch zsh`.split(
    /\s+/,
  ),
);

/** What a command starts: `node` of `/usr/bin/node`, `bash` of `-bash`, `sshd` of `sshd: anna [priv]`. */
export function programName(command: readonly string[]): string {
  const [first = ''] = (command[0] ?? '').split(/[: ]/);
  return basename(first).replace(/^-/, '');
}

/** Whether it only keeps others going, or waits. */
export const isKeeper = (command: readonly string[]) =>
  keepers.has(programName(command)) || isManager(command);

/** Whether it is a package manager, which starts the program that a person means: under its own name, or in Node.js. */
const isManager = (command: readonly string[]) =>
  isPackageManager(programName(command)) || isPackageManager(command[1] ?? '');

/** A command as a person would type it in its folder: `node server.js` for `/usr/bin/node /srv/shop/server.js`. */
export function shortCommand(command: readonly string[]): string {
  // Who has written a title for itself has said it in its own words.
  if (command.length === 1 && /[: ]/.test(command[0]!)) return oneLine(command[0]!, mostCharacters);
  return oneLine(command.map(shortWord).join(' '), mostCharacters);
}

/** `--require=/opt/a.js` is `--require=a.js`. */
function shortWord(word: string): string {
  const [, option = '', path] = /^(--?[\w-]+=)?(?:file:\/\/)?(\/.*)$/s.exec(word) ?? [];
  return path === undefined ? word : option + basename(path);
}

/** Longer than any terminal is wide. */
const mostCharacters = 300;
