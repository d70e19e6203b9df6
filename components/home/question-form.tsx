"use client";

import { ArrowRight } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { RunKind } from "#server/contracts/run.ts";
import type { Level } from "#server/contracts/visual.ts";
import { refusalSentence } from "../request/refusal-sentence.ts";
import type { Refusal } from "../request/send-json.ts";
import type { Locale } from "../strings/locale.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { countCharacters, LONGEST_TOPIC } from "./count-characters.ts";
import { type Example, ExampleCards } from "./example-cards.tsx";
import { LevelSelect } from "./level-select.tsx";
import { useStartRun } from "./use-start-run.ts";
import { WaysToLearn } from "./ways-to-learn.tsx";

const COUNTER_FROM = 100;

function useFocusOnDesktop() {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // On a phone the keyboard would cover the page before anyone has read it.
    const hasKeyboard = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (hasKeyboard && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, []);
  return box;
}

/** Who chose a language for these pages reads it; for everybody else the question's own language is the best guess. */
function readerLanguage(locale: Locale): { language?: string } {
  return locale === "en" ? {} : { language: locale };
}

/** What is wrong, as sentences: those of the single fields if the server named any, else its general one. */
function sentencesOf(refusal: Refusal, general: string): string[] {
  const issues = refusal.issues ?? [];
  return issues.length > 0
    ? issues.map((issue) => `${issue.path.split(".").pop()}: ${issue.message}`)
    : [general];
}

export function QuestionForm({
  kinds,
  examples,
  initialTopic,
}: {
  kinds: readonly RunKind[];
  examples: readonly Example[];
  initialTopic: string;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const box = useFocusOnDesktop();
  const [topic, setTopic] = useState(initialTopic);
  const [level, setLevel] = useState<Level | "">("");
  const [kind, setKind] = useState<RunKind>(kinds[0] ?? "visual");
  const [problem, setProblem] = useState<string | null>(null);
  const { start, isStarting, refusal, clear } = useStartRun();

  const left = LONGEST_TOPIC - countCharacters(topic);
  const errors = problem
    ? [problem]
    : left < 0
      ? [strings.home.tooLong(LONGEST_TOPIC)]
      : refusal
        ? sentencesOf(refusal, refusalSentence(locale, refusal))
        : [];

  function ask(text: string) {
    const count = countCharacters(text);
    setProblem(count === 0 ? strings.home.empty : null);
    if (count === 0 || count > LONGEST_TOPIC) {
      box.current?.focus();
      return;
    }
    void start(kind, { topic: text, ...readerLanguage(locale), ...(level === "" ? {} : { level }) });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    ask(topic);
  }

  function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While an input method composes, Enter takes its suggestion (229 is what Safari says then).
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  return (
    <>
      {/* Before the scripts are there, a submit comes back here with the question in the address: nothing is lost. */}
      <form onSubmit={submit} method="get" action="/" noValidate>
        <h1 className="font-serif text-[2.1rem] leading-tight font-medium tracking-tight sm:text-[2.7rem] sm:leading-[1.15]">
          <label htmlFor="topic">{strings.home.title}</label>
        </h1>
        <div className="mt-6 rounded-3xl border border-edge/60 bg-raised p-2 shadow-[0_1px_2px_#0000000a,0_12px_40px_-16px_#00000026] transition-colors focus-within:border-accent sm:mt-8">
          <Textarea
            ref={box}
            id="topic"
            name="topic"
            rows={2}
            value={topic}
            placeholder={strings.home.placeholder}
            aria-describedby={errors.length > 0 ? "topic-error topic-hint" : "topic-hint"}
            aria-invalid={errors.length > 0}
            enterKeyHint="go"
            className="block max-h-[50vh] min-h-20 px-4 py-3 text-xl leading-relaxed outline-none sm:text-[1.35rem]"
            onChange={(event) => {
              setTopic(event.target.value);
              setProblem(null);
              clear();
            }}
            onKeyDown={submitOnEnter}
          />
          <div className="flex items-center justify-between gap-2 pl-2">
            <LevelSelect value={level} onChange={setLevel} />
            <Button type="submit" aria-disabled={isStarting} className="max-[26rem]:px-4">
              {isStarting ? strings.home.submitting : strings.home.submit}
              <ArrowRight aria-hidden="true" strokeWidth={2.2} />
            </Button>
          </div>
        </div>
        <div role="alert" id="topic-error">
          {errors.map((error) => (
            <p key={error} className="mt-3 px-2 text-danger">
              {error}
            </p>
          ))}
        </div>
        <div className="mt-3 flex justify-between gap-4 px-2 text-[0.9375rem] text-faint">
          <p id="topic-hint">
            {strings.home.hint} <span className="hidden sm:pointer-fine:inline">{strings.home.keys}</span>
          </p>
          {left <= COUNTER_FROM && (
            <p data-slot="counter" className={`shrink-0 tabular-nums ${left < 0 ? "text-danger" : ""}`}>
              {strings.home.left(left)}
            </p>
          )}
        </div>
        <WaysToLearn kinds={kinds} chosen={kind} onChoose={setKind} />
      </form>
      <ExampleCards
        examples={examples}
        onChoose={(title) => {
          setTopic(title);
          ask(title);
        }}
      />
    </>
  );
}
