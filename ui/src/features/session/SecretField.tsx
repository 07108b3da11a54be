import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { CheckField } from "../../kit/CheckField";
import { Field, type FieldProps } from "../../kit/Field";

const Box = styled("div")({ display: "grid", gap: 6 });

interface Props extends Omit<FieldProps, "type"> {
  /** Shown or not as another field is, which has the tick for both. */
  shown?: boolean;
  onShown?: (shown: boolean) => void;
}

/** A password, which can be looked at. */
export const SecretField = ({ shown, onShown, ...field }: Props): ReactNode => {
  const text = useText();
  const [own, setOwn] = useState(false);
  const seen = shown ?? own;
  const follows = shown !== undefined && onShown === undefined;
  return (
    <Box>
      <Field {...field} type={seen ? "text" : "password"} spellCheck={false} />
      {follows ? null : <CheckField label={text("session-show")} checked={seen} onChecked={onShown ?? setOwn} />}
    </Box>
  );
};
