/** Tries again until check passes, for what another process does in its own time; gives what check gave. */
export async function eventually(check, patience = 20_000) {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
