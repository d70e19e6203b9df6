"use client";

import { useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** The foot of a form: what went wrong, and the button. */
export function FormEnd({
  problem,
  label,
  isSending,
}: {
  problem: string | null;
  label: string;
  isSending: boolean;
}) {
  const { account } = useStrings();
  return (
    <>
      <div role="alert">
        {problem !== null && (
          <Notice tone="bad">
            <p>{problem}</p>
          </Notice>
        )}
      </div>
      <div>
        <Button type="submit" aria-disabled={isSending}>
          {isSending ? account.working : label}
        </Button>
      </div>
    </>
  );
}
