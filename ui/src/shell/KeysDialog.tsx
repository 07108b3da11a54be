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
import { sectionsOf, useFeatures } from "./features";
import { KEY_ACTIONS, type KeyAction, keyContext, keyLabel, useKeyTable } from "./keys";
import { setOver, useOver } from "./palette/open";
import { useActionContext } from "./useActionContext";

/** Reached by keys, so that the list can be scrolled with them. */
const Scrolled = styled("div")({ display: "grid", gap: 14 });
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

const SECTION = /^section-(\d)$/;
/** The place in the rail that the key of `action` opens; -1 where it opens none. */
const sectionAt = (action: KeyAction): number => Number(SECTION.exec(action)?.[1] ?? "0") - 1;

/** What the key of `action` does, in words. */
export const keyWords = (text: Say, action: KeyAction): string => {
  const section = SECTION.exec(action)?.[1];
  return section === undefined
    ? text(`shell-key-${action}` as MessageId)
    : text("shell-key-section", { number: section });
};

/** Every key, by where it is heard. */
export const KeysDialog = (): ReactNode => {
  const text = useText();
  const { go } = useActionContext();
  const sections = sectionsOf(useFeatures());
  useKeyTable();
  const sectionName = (action: KeyAction): string | undefined => {
    const section = sections[sectionAt(action)];
    return section ? text(section.label) : undefined;
  };
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
      <Scrolled role="group" aria-label={text("shell-keys")} tabIndex={0}>
        {CONTEXTS.map((context) => (
          <Section key={context} level={3} title={text(`shell-keys-context-${context}`)}>
            <Table>
              {KEY_ACTIONS.filter(
                (action) => keyContext(action) === context && sectionAt(action) < sections.length,
              ).map((action) => (
                <li key={action}>
                  <span>{sectionName(action) ?? keyWords(text, action)}</span>
                  <Kbd keys={keyLabel(action)} />
                  <Hidden>{keyLabel(action)}</Hidden>
                </li>
              ))}
            </Table>
          </Section>
        ))}
      </Scrolled>
    </Dialog>
  );
};
