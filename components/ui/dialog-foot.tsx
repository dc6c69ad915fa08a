import { Button } from "./button.tsx";

interface DialogFootProps {
  /** What pressing Enter does: "Save". */
  action: string;
  isBusy: boolean;
  canSubmit: boolean;
  onClose: () => void;
}

/** The foot of a dialog that is a form. */
export function DialogFoot({ action, isBusy, canSubmit, onClose }: DialogFootProps) {
  return (
    <div className="flex items-center gap-2 border-line border-t bg-ground px-5 py-3">
      <Button type="submit" look="primary" disabled={isBusy || !canSubmit}>
        {action}
      </Button>
      <Button look="ghost" disabled={isBusy} onClick={onClose}>
        Cancel
      </Button>
    </div>
  );
}
