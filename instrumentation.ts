/** Runs once when the web process starts: opens the services early, and sees to it that there can be an admin. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { services } = await import("./server/composition.ts");
  // An error here would make every request fail for good; without it the next request simply tries again.
  void services()
    .then(async ({ identity, env }) => {
      await identity.ensureFirstAdmin();
      const path = await identity.firstAdminLink();
      const base = env.appUrl ?? `http://localhost:${env.port}`;
      if (path) console.warn(`become the first admin (this link works once): ${base}${path}`);
    })
    .catch((error: Error) => console.error(`the services could not be opened yet: ${error.message}`));
}
