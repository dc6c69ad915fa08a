import { Segments } from "../ui/segments.tsx";

const options = [
  { id: "each", words: "A job each" },
  { id: "one", words: "One job" },
] as const;

/** Whether several files become a job each or one together. */
export function JobsChoice({ isTogether, onChange }: { isTogether: boolean; onChange: (together: boolean) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <h2 id="jobs-title" className="font-medium">
        Files
      </h2>
      <Segments
        aria-labelledby="jobs-title"
        options={options}
        value={isTogether ? "one" : "each"}
        onChange={(value) => onChange(value === "one")}
        className="grid grid-cols-2"
      />
    </div>
  );
}
