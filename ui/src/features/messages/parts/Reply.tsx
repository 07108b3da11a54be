import { styled } from "@mui/material/styles";
import { type FormEvent, type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Field } from "../../../kit/Field";
import { MESSAGE_MAX, wordsFault } from "../../../rpc/talk";
import { keyLabel, useKey } from "../../../shell/keys";
import { useNotices } from "../../../shell/notices";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useMessage } from "../../../shell/write/useMessage";

const Form = styled("form")({
  display: "grid",
  gap: 10,
  gridTemplateColumns: "minmax(0, 1fr)",
  maxInlineSize: "40rem",
});

/** Answers in a conversation. What is typed is kept until it is saved. */
export const Reply = ({ doc, patient }: { doc: string; patient: string }): ReactNode => {
  const text = useText();
  const { tell } = useNotices();
  const message = useMessage({ key: `message:${doc}`, patient, doc });
  const [tried, setTried] = useState(false);
  const found = wordsFault(message.text, MESSAGE_MAX);
  const send = async (): Promise<void> => {
    setTried(true);
    if (found !== null || (await message.send()) === null) return;
    setTried(false);
    tell("messages-sent");
  };
  useKey("save", () => void send(), message.text !== "");
  const words = found === "long" ? text("messages-error-long", { most: MESSAGE_MAX }) : text("messages-error-text");
  return (
    <Form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field
        label={text("messages-reply")}
        hint={text("messages-reply-hint")}
        error={tried && found ? words : undefined}
        multiline
        rows={4}
        value={message.text}
        onValue={message.setText}
        onBlur={message.flush}
      />
      {message.problem ? <ProblemView problem={message.problem} onAction={() => void send()} /> : null}
      <div>
        <ActionButton type="submit" kind="primary" keys={keyLabel("save")}>
          <Text id="messages-send" />
        </ActionButton>
      </div>
    </Form>
  );
};
