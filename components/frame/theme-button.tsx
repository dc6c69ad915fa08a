"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { IconButton } from "../ui/button.tsx";
import { useNow } from "./use-now.ts";

const themes = ["system", "light", "dark"] as const;
const looks = { system: { word: "as the system", Icon: Monitor }, light: { word: "light", Icon: Sun }, dark: { word: "dark", Icon: Moon } };

export function ThemeButton() {
  const { theme, setTheme } = useTheme();
  // The chosen theme is known in the browser only.
  const known = useNow() !== 0 ? (themes.find((each) => each === theme) ?? "system") : "system";
  const next = themes[(themes.indexOf(known) + 1) % themes.length] ?? "system";
  const { word, Icon } = looks[known];
  return (
    <IconButton label={`Theme: ${word}`} onClick={() => setTheme(next)}>
      <Icon aria-hidden="true" className="size-4" />
    </IconButton>
  );
}
