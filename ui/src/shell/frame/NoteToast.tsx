import { styled } from "@mui/material/styles";
import { type ReactNode, useCallback } from "react";
import { useText } from "../../i18n/text";
import { Toast } from "../../kit/Toast";
import { keyLabel, useKey } from "../keys";
import { NOTE_MS, useNotices } from "../notices";

const Place = styled("div")({
  position: "fixed",
  insetInline: 12,
  insetBlockEnd: 20,
  display: "grid",
  justifyContent: "center",
  pointerEvents: "none",
  zIndex: 60,
  "& > *": { pointerEvents: "auto" },
  '[data-density="patient"] &': { insetBlockEnd: "calc(96px + env(safe-area-inset-bottom))" },
});

/** The note over the page, with a way back by button and key. */
export const NoteToast = (): ReactNode => {
  const text = useText();
  const { note, dismiss } = useNotices();
  const undo = note?.undo;
  const back = useCallback(() => {
    dismiss();
    void undo?.();
  }, [dismiss, undo]);
  useKey("undo", back, undo !== undefined);
  if (!note) {
    return null;
  }
  return (
    <Place>
      <Toast
        key={note.id}
        message={text(note.text, note.args)}
        seconds={NOTE_MS / 1000}
        onClose={dismiss}
        action={undo ? { label: text("shell-undo"), keys: keyLabel("undo"), run: back } : undefined}
      />
    </Place>
  );
};
