import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { MessageId } from "../i18n/ids";
import { type Say, useText } from "../i18n/text";
import { ActionButton } from "../kit/ActionButton";
import { Dialog } from "../kit/Dialog";
import { Hidden } from "../kit/Hidden";
import { Kbd } from "../kit/Kbd";
import { Section } from "../kit/Section";
import { color } from "../theme/vars";
import { KEY_ACTIONS, type KeyAction, keyContext, keyLabel, useKeyTable } from "./keys";
import { setOver, useOver } from "./palette/open";
import { useActionContext } from "./useActionContext";

const Table = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": {
    display: "flex",
    alignItems: "center",
    gap: 12,
    minBlockSize: 34,
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& > li > span:first-of-type": { flex: 1, minInlineSize: 0 },
});

/** The contexts in the order they are listed. */
const CONTEXTS = ["global", "list"] as const;

/** What the key of `action` does, in words. */
export const keyWords = (text: Say, action: KeyAction): string => {
  const section = /^section-(\d)$/.exec(action)?.[1];
  return section === undefined
    ? text(`shell-key-${action}` as MessageId)
    : text("shell-key-section", { number: section });
};

/** Every key, by where it is heard. */
export const KeysDialog = (): ReactNode => {
  const text = useText();
  const { go } = useActionContext();
  useKeyTable();
  const open = useOver() === "keys";
  const close = (): void => setOver(null);
  const change = (): void => {
    close();
    go("/settings");
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={text("shell-keys")}
      actions={<ActionButton onClick={change}>{text("shell-keys-change")}</ActionButton>}
    >
      {CONTEXTS.map((context) => (
        <Section key={context} level={3} title={text(`shell-keys-context-${context}`)}>
          <Table>
            {KEY_ACTIONS.filter((action) => keyContext(action) === context).map((action) => (
              <li key={action}>
                <span>{keyWords(text, action)}</span>
                <Kbd keys={keyLabel(action)} />
                <Hidden>{keyLabel(action)}</Hidden>
              </li>
            ))}
          </Table>
        </Section>
      ))}
    </Dialog>
  );
};
