// In place of the process that paints: does what the "drawing" says, and else answers with its own number.
process.on("message", ({ still }: { still: string }) => {
  if (still === "hang") for (;;);
  if (still === "crash") process.exit(3);
  if (still === "fail") process.send?.({ kind: "failed", reason: "a reason" });
  else process.send?.({ kind: "painted", png: new TextEncoder().encode(String(process.pid)) });
});
process.on("disconnect", () => process.exit());
process.send?.({ kind: "ready" });
