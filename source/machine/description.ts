import os from 'node:os';
import type { Measured } from '../protocol/units.ts';

/** What a machine is: without it a figure measured on it means little. Null: could not be found out. */
export type MachineDescription = {
  cpu: string;
  cores: number;
  /** Cores without their hyper-threads: two of these that share one are not two for computing. */
  physicalCores: Measured;
  memoryBytes: number;
  os: string;
  /** The hypervisor, where the machine is virtual: its neighbours make its figures noisy. */
  virtual: string | null;
};

/** Asks the operating system once, through systeminformation: about 0.1 s, so never while a run is under way. */
export async function describeMachine(): Promise<MachineDescription> {
  const known = { cores: os.cpus().length, memoryBytes: os.totalmem() };
  try {
    const { default: systeminformation } = await import('systeminformation');
    const { cpu, osInfo, system } = await systeminformation.get({
      cpu: 'manufacturer, brand, physicalCores',
      osInfo: 'distro, release, arch',
      system: 'virtual, virtualHost',
    });
    return {
      ...known,
      cpu: `${cpu.manufacturer} ${cpu.brand}`.trim(),
      physicalCores: cpu.physicalCores || null,
      os: `${osInfo.distro} ${osInfo.release} ${osInfo.arch}`,
      virtual: system.virtual ? system.virtualHost || 'yes' : null,
    };
  } catch {
    // Tools it asks may be missing in a container: what Node knows is less, but true.
    const cpu = os.cpus()[0]?.model ?? 'unknown';
    return {
      ...known,
      cpu,
      physicalCores: null,
      os: `${os.type()} ${os.release()} ${os.arch()}`,
      virtual: null,
    };
  }
}
