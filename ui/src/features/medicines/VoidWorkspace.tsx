import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { MedicineLine } from "../../kit/MedicineLine";
import type { WorkspaceProps } from "../../shell/feature";
import { VoidPanel } from "../../shell/write/VoidPanel";
import { wordsOf } from "./line";
import { OfLine } from "./parts/OfLine";

/** Marks a medicine line as entered in error. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  return (
    <OfLine args={args}>
      {(line) => {
        const { name, facts, disputed } = wordsOf(text, line);
        return (
          <VoidPanel
            doc={line.doc}
            patient={args["patient"] ?? ""}
            root="medicines"
            item={line.item}
            what={name}
            done="medicines-done-void"
            close={close}
          >
            <MedicineLine medicine={facts} {...(disputed ? { disputed } : {})} />
          </VoidPanel>
        );
      }}
    </OfLine>
  );
};
