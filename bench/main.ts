// `npm run bench -- engine events start svg visual`: measures, and prints one line of JSON a figure. Without a name, all of them.
const BENCHES: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  engine: () => import("./engine.ts"),
  events: () => import("./events.ts"),
  start: () => import("./start.ts"),
  svg: () => import("./svg.ts"),
  visual: () => import("./visual.ts"),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]?.();
  await bench?.run();
}

export {};
