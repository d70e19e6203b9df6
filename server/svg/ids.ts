/**
 * Ids are local to a drawing: the prefix is put before every one and before every reference to one, without
 * memory, so that references forward need no second look. A name that already has the prefix keeps it once: the
 * output of the engine is left as it is when it is read again.
 */
export function prefixId(id: string, idPrefix: string): string {
  return id.startsWith(idPrefix) ? id : idPrefix + id;
}

/**
 * The id that a fragment means. Browsers decode percents, so that an id has many spellings; here it gets the one that
 * references are counted by. Undefined when it cannot be decoded, or would be decoded twice.
 */
export function idOfFragment(fragment: string): string | undefined {
  if (!fragment.includes("%")) return fragment;
  try {
    const id = decodeURIComponent(fragment);
    return id.includes("%") ? undefined : id;
  } catch {
    return undefined;
  }
}

/** The class that the root bears and that every selector of the drawing's sheets is scoped by. */
export function scopeClass(idPrefix: string): string {
  return `${idPrefix}drawing`;
}

/**
 * The class of the elements that a `use` may bring forth. Browsers match selectors in what it brings forth without what
 * is around it, so that the root's class is not seen from there.
 */
export function instanceClass(idPrefix: string): string {
  return `${idPrefix}drawing-part`;
}
