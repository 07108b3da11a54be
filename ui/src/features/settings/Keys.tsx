import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Hidden } from "../../kit/Hidden";
import { Kbd } from "../../kit/Kbd";
import { Section } from "../../kit/Section";
import { keyWords } from "../../shell/KeysDialog";
import {
  comboOf,
  isOwnKey,
  KEY_ACTIONS,
  type KeyAction,
  keyClash,
  keyContext,
  keyLabel,
  keyProfile,
  remap,
  useKeyTable,
} from "../../shell/keys";
import { ownedBy, safeCombo } from "../../shell/owned";
import { color, type } from "../../theme/vars";

const Table = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: "4px 12px",
    minBlockSize: 40,
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& > li > span:first-of-type": { flex: "1 1 10em", minInlineSize: 0 },
});
const Hint = styled("p")({ ...type("small"), color: color.text.muted, margin: "8px 0" });
const ALONE = /^(Control|Shift|Alt|Meta|AltGraph|Dead|CapsLock)$/;

/** Everything that has a key everywhere, with a way to give it another. */
export const Keys = (): ReactNode => {
  const text = useText();
  useKeyTable();
  const [asked, setAsked] = useState<KeyAction | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (action: KeyAction) => (event: KeyboardEvent) => {
    if (asked !== action || ALONE.test(event.key)) {
      return;
    }
    if (event.key === "Escape" || event.key === "Tab") {
      setAsked(null);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const combo = comboOf(event.nativeEvent);
    const clash = keyClash(action, combo);
    if (!safeCombo(combo)) {
      setWrong(text("settings-keys-plain"));
    } else if (ownedBy(keyProfile(), combo)) {
      setWrong(text("settings-keys-owned", { keys: combo }));
    } else if (clash) {
      setWrong(text("settings-keys-clash", { keys: combo, act: keyWords(text, clash) }));
    } else {
      remap(action, combo);
      setWrong(null);
      setAsked(null);
    }
  };
  return (
    <Section title={text("settings-keys")}>
      <Hint>{text("settings-keys-hint")}</Hint>
      {wrong ? (
        <Callout kind="needs" live="status">
          {wrong}
        </Callout>
      ) : null}
      <Table>
        {KEY_ACTIONS.filter((action) => keyContext(action) === "global").map((action) => {
          const act = keyWords(text, action);
          return (
            <li key={action} onKeyDown={take(action)}>
              <span>{act}</span>
              <Kbd keys={keyLabel(action)} />
              <Hidden>{keyLabel(action)}</Hidden>
              <ActionButton
                size="small"
                label={text("settings-keys-change", { act })}
                pressed={asked === action}
                onClick={() => {
                  setWrong(null);
                  setAsked(asked === action ? null : action);
                }}
              >
                {text(asked === action ? "settings-keys-press" : "settings-keys-change-short")}
              </ActionButton>
              {isOwnKey(action) ? (
                <ActionButton
                  size="small"
                  kind="quiet"
                  label={text("settings-keys-reset", { act })}
                  onClick={() => remap(action, null)}
                >
                  {text("settings-keys-reset-short")}
                </ActionButton>
              ) : null}
            </li>
          );
        })}
      </Table>
    </Section>
  );
};
