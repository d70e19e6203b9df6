import type { Strings } from "../strings/en.ts";
import type { Locale } from "../strings/locale.ts";

/** A page that needs nothing but these words: no script, no file, no database. */
export function awayPage(locale: Locale, { away, site }: Strings): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${away.title} · ${site.name}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; }
main { max-width: 36rem; margin: 20vh auto 0; padding: 0 1rem; }
h1 { font-size: 2rem; line-height: 1.2; }
</style>
</head>
<body>
<main role="alert">
<h1>${away.title}</h1>
<p>${away.text}</p>
<p><a href="">${away.again}</a></p>
</main>
</body>
</html>
`;
}
