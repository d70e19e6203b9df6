/** The name with its mark: a stroke that is still being drawn. */
export function Wordmark({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
        <path
          d="M6 24C10 9 16 6.5 18.5 10.5s-5 12-1.5 13.5S25 19 26.5 14"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
          className="text-accent"
        />
        <circle cx="26.5" cy="8.5" r="2.3" fill="currentColor" className="text-accent" />
      </svg>
      <span className="font-serif text-[1.3rem] leading-none font-semibold tracking-tight">{name}</span>
    </span>
  );
}
