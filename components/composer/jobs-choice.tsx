import { ToggleGroup } from "radix-ui";

const item =
  "h-8 rounded-sm text-quiet transition-colors hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:font-medium data-[state=on]:text-accent";

/** Whether several files become a job each or one together. */
export function JobsChoice({ isTogether, onChange }: { isTogether: boolean; onChange: (together: boolean) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <h2 id="jobs-title" className="font-medium">
        Files
      </h2>
      <ToggleGroup.Root
        type="single"
        aria-labelledby="jobs-title"
        value={isTogether ? "one" : "each"}
        onValueChange={(value) => value !== "" && onChange(value === "one")}
        className="grid grid-cols-2 rounded border border-line bg-surface p-0.5"
      >
        <ToggleGroup.Item value="each" className={item}>
          A job each
        </ToggleGroup.Item>
        <ToggleGroup.Item value="one" className={item}>
          One job
        </ToggleGroup.Item>
      </ToggleGroup.Root>
    </div>
  );
}
