import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { CheckField } from "../../kit/CheckField";
import { Field, type FieldProps } from "../../kit/Field";

/** A password, which can be looked at. */
export const SecretField = (props: Omit<FieldProps, "type">): ReactNode => {
  const text = useText();
  const [shown, setShown] = useState(false);
  return (
    <div>
      <Field {...props} type={shown ? "text" : "password"} spellCheck={false} />
      <CheckField label={text("session-show")} checked={shown} onChecked={setShown} />
    </div>
  );
};
