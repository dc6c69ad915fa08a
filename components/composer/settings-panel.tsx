import { clsx } from "clsx";
import { RadioGroup, ToggleGroup } from "radix-ui";
import { badRowOrder, type ComposerSettings, formats, policyWords } from "./composer-settings.ts";

interface SettingsPanelProps {
  settings: ComposerSettings;
  onChange: (settings: ComposerSettings) => void;
}

/** What to do with the files. */
export function SettingsPanel({ settings, onChange }: SettingsPanelProps) {
  return (
    <section
      aria-label="What to do"
      className="flex flex-col gap-6 border-line p-4 max-lg:border-t md:px-6 lg:overflow-y-auto lg:border-l lg:px-4"
    >
      <div>
        <h2 id="format-title" className="mb-2 font-medium">
          Convert to
        </h2>
        <ToggleGroup.Root
          type="single"
          aria-labelledby="format-title"
          value={settings.format}
          onValueChange={(value) => {
            const format = formats.find((each) => each === value);
            if (format) onChange({ ...settings, format });
          }}
          className="grid grid-cols-4 rounded border border-line bg-surface p-0.5 lg:grid-cols-2"
        >
          {formats.map((format) => (
            <ToggleGroup.Item
              key={format}
              value={format}
              className="h-8 rounded-sm text-quiet transition-colors hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:font-medium data-[state=on]:text-accent"
            >
              {format.toUpperCase()}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </div>
      <div>
        <h2 id="bad-rows-title" className="mb-2 font-medium">
          Bad rows
        </h2>
        <RadioGroup.Root
          aria-labelledby="bad-rows-title"
          value={settings.onBadRow}
          onValueChange={(value) => {
            const onBadRow = badRowOrder.find((each) => each === value);
            if (onBadRow) onChange({ ...settings, onBadRow });
          }}
          className="flex flex-col gap-1"
        >
          {badRowOrder.map((policy) => (
            <label
              key={policy}
              htmlFor={`policy-${policy}`}
              className={clsx(
                "flex cursor-pointer gap-3 rounded px-2 py-1.5 transition-colors hover:bg-hover",
                settings.onBadRow === policy && "bg-hover",
              )}
            >
              <RadioGroup.Item
                id={`policy-${policy}`}
                value={policy}
                aria-label={policyWords[policy].title}
                className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-accent"
              >
                <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
              </RadioGroup.Item>
              <span>
                <span className="block font-medium">{policyWords[policy].title}</span>
                <span className="block text-xs text-quiet">{policyWords[policy].words}</span>
              </span>
            </label>
          ))}
        </RadioGroup.Root>
      </div>
    </section>
  );
}
