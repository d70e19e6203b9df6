"use client";

import "./globals.css";
import { en } from "#components/strings/en.ts";
import { ja } from "#components/strings/ja.ts";
import { Button } from "#components/ui/button.tsx";

/** When even the frame of the page could not be made, its language is not known: both are said. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <head>
        <title>{en.error.title}</title>
      </head>
      <body>
        <main role="alert" className="mx-auto grid max-w-2xl gap-8 px-4 py-20">
          <div>
            <h1 className="font-serif text-3xl font-semibold">{en.error.title}</h1>
            <p className="mt-3 text-soft">{en.error.text}</p>
          </div>
          <div lang="ja">
            <p className="font-serif text-2xl font-semibold">{ja.error.title}</p>
            <p className="mt-3 text-soft">{ja.error.text}</p>
          </div>
          <div>
            <Button onClick={reset}>{en.error.again}</Button>
          </div>
          {error.digest && <p className="text-[0.9375rem] text-faint">{en.error.id(error.digest)}</p>}
        </main>
      </body>
    </html>
  );
}
