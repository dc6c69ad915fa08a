import { CopyButton } from "../ui/copy-button.tsx";

/** Where files are put for the rules to find them. */
export function WhereToPut({ prefix }: { prefix: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-quiet">
      <span>Files are put into the bucket Uploads under</span>
      <span className="flex min-w-0 items-center gap-1">
        <code className="figures min-w-0 break-all rounded-sm bg-hover px-1.5 py-0.5 text-ink text-xs">{prefix}</code>
        <CopyButton value={prefix} label="the prefix" />
      </span>
      <span>folders below it are welcome. The first rule that fits a name counts; metadata of the object counts before any rule.</span>
    </div>
  );
}
