// Loaded before our programs (`node --import`), in words that an old Node understands: without this it would only
// complain of files that end in ".ts".

/**
 * The sentence for a Node that is too old, or null.
 * @param {string} version as `process.versions.node` writes it
 */
export function complaintAbout(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return null;
  return (
    `Learn-X needs Node 22.19 or newer, and this is Node ${version}. Install a newer one from https://nodejs.org, ` +
    "or run `npm ci` and start it by `npm start`: on 64-bit Linux that brings its own."
  );
}

const complaint = complaintAbout(process.versions.node);
if (complaint !== null) {
  console.error(complaint);
  process.exit(1);
}
