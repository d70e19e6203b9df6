// What processes take of the machine, read from /proc: only Linux has it.
import { readdirSync, readFileSync } from "node:fs";
import { proportionalMegabytes, readProcess } from "./start.ts";

/** How often memory is looked at, in milliseconds. */
const LOOK_MS = 500;
/** What the kernel counts a process's time in: 100 a second, whatever the kernel's own clock. */
const TICK_MS = 10;

export interface Cost {
  /** Per cent of one core, over the whole time. */
  cpu: number;
  /** The most at one time, in megabytes: what processes share is divided among them. */
  memory: number;
}

/** Measures named groups of processes until `end` is called; a group is asked for its members again and again. */
export function measureCost<Name extends string>(groups: Record<Name, () => readonly number[]>) {
  const names = Object.keys(groups) as Name[];
  const begun = performance.now();
  const each = <T>(of: (name: Name) => T) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>;
  const before = each((name) => spent(groups[name]()));
  const peaks = each(() => 0);
  const look = () => {
    for (const name of names) {
      const now = groups[name]().reduce((sum, pid) => sum + proportionalMegabytes(pid), 0);
      peaks[name] = Math.max(peaks[name], now);
    }
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return {
    end(): Record<Name, Cost> {
      clearInterval(timer);
      const took = performance.now() - begun;
      return each((name) => ({
        cpu: (100 * (spent(groups[name]()) - before[name])) / took,
        memory: peaks[name],
      }));
    },
  };
}

/** The processes below some others, those themselves included. */
export function familyOf(parents: readonly number[]): { pid: number; command: string }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const family = new Set(parents);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** CPU time in milliseconds, that of children that have ended included. */
function spent(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    try {
      // After the name in brackets: 12th to 15th are the times of itself and of its ended children.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      for (const field of fields.slice(11, 15)) ticks += Number(field);
    } catch {
      // It ended: its parent has its time.
    }
  }
  return ticks * TICK_MS;
}
