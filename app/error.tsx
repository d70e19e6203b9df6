"use client";

import { useStrings } from "#components/strings/strings-provider.tsx";
import { Button } from "#components/ui/button.tsx";

/** A page that could not be made. The id is the only detail: the log has the rest under it. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const strings = useStrings();
  return (
    <div role="alert" className="py-10">
      <h1 className="font-serif text-4xl font-semibold tracking-tight">{strings.error.title}</h1>
      <p className="mt-4 max-w-lg text-lg text-soft">{strings.error.text}</p>
      <Button className="mt-8" onClick={reset}>
        {strings.error.again}
      </Button>
      {error.digest && <p className="mt-8 text-[0.9375rem] text-faint">{strings.error.id(error.digest)}</p>}
    </div>
  );
}
