"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { rememberChoice, THEMES, type Theme } from "./reader-cookies.ts";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

function show(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const { footer } = useStrings();
  const [chosen, setChosen] = useState(theme);
  const name = useId();
  const choose = (next: Theme) => {
    setChosen(next);
    rememberChoice("theme", next);
    show(next);
  };
  return (
    <fieldset className="inline-flex rounded-full border border-line bg-raised p-0.5">
      <legend className="sr-only">{footer.theme}</legend>
      {THEMES.map((option) => {
        const Icon = ICONS[option];
        return (
          <label
            key={option}
            title={footer.themes[option]}
            className="grid size-10 cursor-pointer place-items-center rounded-full text-faint hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={chosen === option}
              onChange={() => choose(option)}
            />
            <Icon aria-hidden="true" className="size-[1.1rem]" strokeWidth={1.8} />
            <span className="sr-only">{footer.themes[option]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
