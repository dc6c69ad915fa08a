interface ChartReadingProps {
  title: string;
  lines: readonly { words: string; text: string }[];
}

/** What stands below the pointer, or where the arrow keys are. */
export function ChartReading({ title, lines }: ChartReadingProps) {
  return (
    <div role="status" className="rounded border border-line bg-raised px-3 py-2 text-xs">
      <p className="mb-1 font-medium">{title}</p>
      {lines.map(({ words, text }) => (
        <p key={words} className="flex justify-between gap-4">
          <span className="text-quiet">{words}</span>
          <span className="figures">{text}</span>
        </p>
      ))}
    </div>
  );
}
