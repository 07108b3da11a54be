import { type ReactNode, useState } from "react";
import { ActionButton } from "../../kit/ActionButton";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";

export const Dialogs = (): ReactNode => {
  const [open, setOpen] = useState(new URLSearchParams(location.search).has("dialog"));
  const close = (): void => setOpen(false);
  return (
    <>
      <div>
        <ActionButton onClick={() => setOpen(true)}>Void entry</ActionButton>
      </div>
      <Dialog
        open={open}
        title="Void this problem?"
        onClose={close}
        actions={
          <>
            <ActionButton keys="Esc" onClick={close}>
              Keep it
            </ActionButton>
            <ActionButton kind="danger" onClick={close}>
              Void asthma
            </ActionButton>
          </>
        }
      >
        <p>It stays in the history, marked as entered in error.</p>
        <Field label="Reason" multiline needed />
      </Dialog>
    </>
  );
};
