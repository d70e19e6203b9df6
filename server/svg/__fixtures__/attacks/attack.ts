/** One hostile reply of a model. */
export interface Attack {
  /** `family/what it tries`. */
  name: string;
  /** The whole reply, with `@N@` for its number and `@HOST@` for the server that records requests. */
  text: string;
}

/** Runs when a script gets to run; `top` is the page of the test also when this is in a frame. */
export const RUN = "top.pwned=@N@";
/** Requested when a load from outside gets through. */
export const LEAK = "http://@HOST@/leak?vector=@N@";
/** A script that is seen even when it runs in a frame of another origin. */
export const CALL = `new Image().src='${LEAK}'`;

/** A drawing around what is inside. */
export function svg(inside: string, attributes = ""): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 99 99"${attributes && ` ${attributes}`}>${inside}</svg>`;
}

/** A drawing with a sheet and something for it to apply to. */
export function sheet(css: string, inside = `<rect id="r" class="c" width="50" height="50"/>`): string {
  return svg(`<style>${css}</style>${inside}`);
}

/** A drawing with one square, whose tag has these attributes. */
export function square(attributes: string): string {
  return svg(`<rect width="50" height="50" ${attributes}/>`);
}

export function attacks(family: string, texts: Record<string, string>): Attack[] {
  return Object.entries(texts).map(([name, text]) => ({ name: `${family}/${name}`, text }));
}

/** One attack for each item. */
export function attacksOf(
  family: string,
  items: readonly string[],
  text: (item: string) => string,
): Attack[] {
  return items.map((item) => ({ name: `${family}/${item}`, text: text(item) }));
}

/** The reply as it is tried: with its number and the server's host. */
export function arm(attack: Attack, number: number, host = "leak.example"): string {
  return attack.text.replaceAll("@N@", String(number)).replaceAll("@HOST@", host);
}

/** A drawing that costs too much, made when it is needed: some are many megabytes. */
export interface Denial {
  name: string;
  make(): string;
}

export function many(count: number, one: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => one(index)).join("");
}

/** Levels of definitions, each with references to the one before. */
export function bomb(
  levels: number,
  level: (index: number, inside: string) => string,
  references: (index: number) => string,
): string {
  return `${level(0, `<rect width="9" height="9"/>`)}${many(levels, (index) => level(index + 1, references(index)))}`;
}
