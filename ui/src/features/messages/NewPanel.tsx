import { type FormEvent, type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { ErrorSummary, type FieldError } from "../../kit/ErrorSummary";
import { Field } from "../../kit/Field";
import { Stack } from "../../kit/Stack";
import { MESSAGE_MAX, SUBJECT_MAX, wordsFault } from "../../rpc/talk";
import type { WorkspaceProps } from "../../shell/feature";
import { useNotices } from "../../shell/notices";
import { PanelSheet } from "../../shell/PanelSheet";
import { ProblemView } from "../../shell/problem/ProblemView";
import { useMessage } from "../../shell/write/useMessage";

/** Begins a conversation with a patient. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const { tell } = useNotices();
  const patient = args["patient"] ?? "";
  const message = useMessage({ key: `message-new:${patient}`, patient });
  const [tries, setTries] = useState(0);
  const wrong = (field: "subject" | "text", most: number): FieldError[] => {
    const found = wordsFault(message[field], most);
    if (found === null) return [];
    const words = found === "long" ? text("messages-error-long", { most }) : text(`messages-error-${field}`);
    return [{ field: `message-new-${field}`, message: words }];
  };
  const found = [...wrong("subject", SUBJECT_MAX), ...wrong("text", MESSAGE_MAX)];
  const errors = tries > 0 ? found : [];
  const errorAt = (field: string): string | undefined =>
    errors.find((one) => one.field === `message-new-${field}`)?.message;
  const send = async (): Promise<void> => {
    setTries(tries + 1);
    if (found.length > 0 || (await message.send()) === null) return;
    tell("messages-sent");
    close();
    void go(`/patients/${patient}/messages`);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <PanelSheet title={text("messages-new")} onClose={close}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <ErrorSummary key={tries} title={text("messages-error-list")} errors={errors} />
          <Field
            id="message-new-subject"
            label={text("messages-new-subject")}
            error={errorAt("subject")}
            value={message.subject}
            onValue={message.setSubject}
            onBlur={message.flush}
          />
          <Field
            id="message-new-text"
            label={text("messages-new-text")}
            hint={text("messages-reply-hint")}
            error={errorAt("text")}
            multiline
            rows={8}
            value={message.text}
            onValue={message.setText}
            onBlur={message.flush}
          />
          {message.problem ? <ProblemView problem={message.problem} onAction={() => void send()} /> : null}
          <ButtonRow fill>
            <ActionButton onClick={close}>
              <Text id="messages-new-cancel" />
            </ActionButton>
            <ActionButton type="submit" kind="primary">
              <Text id="messages-new-send" />
            </ActionButton>
          </ButtonRow>
        </Stack>
      </form>
    </PanelSheet>
  );
};
