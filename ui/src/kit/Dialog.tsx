import MuiDialog from "@mui/material/Dialog";
import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { useText } from "../i18n/text";
import { color, type } from "../theme/vars";
import { ButtonRow } from "./ButtonRow";
import { IconAction } from "./IconAction";

export interface DialogProps {
  open: boolean;
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the one that carries on comes last. */
  actions?: ReactNode;
  wide?: boolean;
  /** For what must be answered: neither `Esc` nor a click beside it closes. */
  stays?: boolean;
}

const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 8,
  padding: "14px 12px 10px 20px",
  "& > h2": { ...type("title"), margin: 0, flex: 1, minInlineSize: 0, overflowWrap: "anywhere" },
});
const Body = styled("div")({ padding: "4px 20px 16px", overflowY: "auto", display: "grid", gap: 14 });
const Foot = styled("div")({ padding: "12px 20px", borderBlockStart: `1px solid ${color.border.hairline}` });

/** Something to settle before going on; the focus returns to where it was. */
export const Dialog = (props: DialogProps): ReactNode => {
  const { open, title, onClose, children, actions, wide = false, stays = false } = props;
  const text = useText();
  const id = useId();
  return (
    <MuiDialog
      open={open}
      aria-labelledby={id}
      maxWidth={wide ? "md" : "sm"}
      fullWidth
      onClose={() => {
        if (!stays) onClose();
      }}
    >
      <Head>
        <h2 id={id}>{title}</h2>
        {stays ? null : <IconAction icon="x" label={text("kit-close")} onClick={onClose} />}
      </Head>
      <Body>{children}</Body>
      {actions ? (
        <Foot>
          <ButtonRow end>{actions}</ButtonRow>
        </Foot>
      ) : null}
    </MuiDialog>
  );
};
