import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type ReactNode, type Ref, useId } from "react";
import { useText } from "../i18n/text";
import { color } from "../theme/vars";
import { ControlBox } from "./FieldFrame";
import { Hidden } from "./Hidden";
import { Icon } from "./Icon";
import { IconAction } from "./IconAction";
import { Kbd } from "./Kbd";

export interface SearchFieldProps {
  /** What is searched; spoken, and shown as a hint while empty unless `hint` is given. */
  label: string;
  hint?: string;
  value: string;
  onValue: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  keys?: string | undefined;
  large?: boolean;
  autoFocus?: boolean;
  /** The id of the list it searches. */
  controls?: string;
  ref?: Ref<HTMLInputElement>;
}

const Box = styled(ControlBox)({
  "& > svg": { color: color.text.subtle },
  "&[data-large]": {
    minBlockSize: 44,
    fontSize: "var(--s-type-title)",
    "& > input": { fontSize: "var(--s-type-lead)" },
  },
  "& input": { textOverflow: "ellipsis" },
  "& input::-webkit-search-cancel-button": { display: "none" },
  "& > button": { marginInlineEnd: -8 },
});

/** A search that answers while one types. */
export const SearchField = (props: SearchFieldProps): ReactNode => {
  const { label, hint, value, onValue, keys, large = false, controls } = props;
  const text = useText();
  const id = useId();
  return (
    <search>
      <Hidden>
        <label htmlFor={id}>{label}</label>
      </Hidden>
      <Box {...(large ? { "data-large": "" } : {})}>
        <Icon name="search" size={large ? 18 : 16} />
        <input
          id={id}
          type="search"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder={hint ?? label}
          value={value}
          ref={props.ref}
          onChange={(event) => onValue(event.target.value)}
          onKeyDown={props.onKeyDown}
          // biome-ignore lint/a11y/noAutofocus: the caller opened this to search
          autoFocus={props.autoFocus}
          {...(controls ? { "aria-controls": controls } : {})}
        />
        {value ? <IconAction icon="x" label={text("kit-search-clear")} onClick={() => onValue("")} /> : null}
        {keys && !value ? <Kbd keys={keys} /> : null}
      </Box>
    </search>
  );
};
