import { type FormEvent, type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Field } from "../../../kit/Field";
import { CardBox, Quiet } from "../../../kit/Stack";
import { MESSAGE_MAX, wordsFault } from "../../../rpc/talk";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useMessage } from "../../../shell/write/useMessage";

/** Answers in a conversation. What is typed is kept until it is saved. */
export const Reply = ({ doc, patient }: { doc: string; patient: string }): ReactNode => {
  const text = useText();
  const message = useMessage({ key: `patient-reply:${doc}`, patient, doc });
  const [tried, setTried] = useState(false);
  const fault = tried ? wordsFault(message.text, MESSAGE_MAX) : null;
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wordsFault(message.text, MESSAGE_MAX) === null && (await message.send())) setTried(false);
  };
  const wrong =
    fault === "empty"
      ? text("patient-messages-error-text")
      : fault === "long"
        ? text("patient-messages-error-long", { most: MESSAGE_MAX })
        : undefined;
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <CardBox>
        <Field
          label={text("patient-messages-reply")}
          hint={text("patient-messages-reply-hint")}
          error={wrong}
          multiline
          rows={4}
          value={message.text}
          onValue={message.setText}
          onBlur={message.flush}
        />
        {message.keptAt === null ? null : (
          <Quiet>
            <Text id="patient-messages-kept" />
          </Quiet>
        )}
        {message.problem ? <ProblemView problem={message.problem} onAction={() => void message.send()} /> : null}
        <ActionButton type="submit" kind="primary" wide>
          <Text id="patient-messages-reply-send" />
        </ActionButton>
      </CardBox>
    </form>
  );
};
