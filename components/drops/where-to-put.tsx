import { CopyButton } from "../ui/copy-button.tsx";

/** Where files are put for the rules to find them. */
export function WhereToPut({ prefix }: { prefix: string }) {
  return (
    <div className="flex flex-col gap-1 text-quiet">
      <p className="flex flex-wrap items-center gap-x-2">
        Put files into the bucket Uploads, under
        <span className="flex min-w-0 items-center gap-1">
          <code className="figures min-w-0 break-all rounded-sm bg-hover px-1.5 py-0.5 text-ink text-xs">{prefix}</code>
          <CopyButton value={prefix} label="the prefix" />
        </span>
      </p>
      <p>Folders below it are welcome. What an object’s metadata says counts first, then the first rule that fits its name.</p>
    </div>
  );
}
