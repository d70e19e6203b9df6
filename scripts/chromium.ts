// The browser of the end-to-end tests: the one that is here, else one that can be installed.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

/** Where systems put it without a name on the path. */
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const HOW_TO_INSTALL =
  "The end-to-end tests need Chromium or Chrome and found neither. Install one " +
  "(Debian, Ubuntu: `sudo apt-get install chromium`; macOS: `brew install --cask chromium`), " +
  "or set CHROME_PATH to the program.";

/**
 * The path of Chromium or Chrome: `CHROME_PATH`, else a known name on the path, else a known place; `null` when
 * there is none. A `CHROME_PATH` that names no program throws: a wish is not silently replaced.
 */
export function findChromium(
  env: Record<string, string | undefined> = process.env,
  isProgram: (path: string) => boolean = isExecutable,
): string | null {
  if (env.CHROME_PATH) {
    if (isProgram(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Error(`CHROME_PATH: ${env.CHROME_PATH} is no program.`);
  }
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...(PLACES[process.platform] ?? [])].find(isProgram) ?? null;
}

/** Finds it, or installs it where this user may (root, with apt-get). `null`, and how to, when neither works. */
export function provideChromium(): string | null {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    console.log("… installing Chromium (apt-get)");
    const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
    spawnSync("apt-get", ["update", "-q"], options);
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], options);
  }
  const installed = findChromium();
  if (!installed) console.error(HOW_TO_INSTALL);
  return installed;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
